import {PartnerLine} from "@point_of_sale/app/screens/partner_list/partner_line/partner_line";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

PartnerLine.components = {...PartnerLine.components, TierBadge};
