import {FloorScreen} from "@pos_restaurant/app/screens/floor_screen/floor_screen";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

FloorScreen.components = {...FloorScreen.components, TierBadge};
