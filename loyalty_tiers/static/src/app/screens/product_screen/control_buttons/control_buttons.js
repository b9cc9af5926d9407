import {ControlButtons} from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

ControlButtons.components = {...ControlButtons.components, TierBadge};
