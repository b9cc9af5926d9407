import {OrderTabs} from "@point_of_sale/app/components/order_tabs/order_tabs";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

OrderTabs.components = {...OrderTabs.components, TierBadge};
