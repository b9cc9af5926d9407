import {TicketScreen} from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import {TierBadge} from "@loyalty_tiers/app/components/tier_badge/tier_badge";

TicketScreen.components = {...TicketScreen.components, TierBadge};
