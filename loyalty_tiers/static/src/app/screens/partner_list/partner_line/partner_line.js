import {printNameCard, sendNameCard} from "@loyalty_tiers/app/services/name_card";
import {PartnerLine} from "@point_of_sale/app/screens/partner_list/partner_line/partner_line";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";
import {patch} from "@web/core/utils/patch";

PartnerLine.components = {...PartnerLine.components, TierBadge};

patch(PartnerLine.prototype, {
    loyaltyPrintCard() {
        return printNameCard(this.pos, this.props.partner);
    },

    loyaltySendCard() {
        return sendNameCard(this.pos, this.props.partner);
    },
});
