import {setupPosEnv} from "@point_of_sale/../tests/unit/utils";

const {DateTime} = luxon;

export const CHIEF = 1;
export const CHAIRMAN = 2;

/** A till of a shop that greets its guests. */
export async function setupTill(settings = {}) {
    const store = await setupPosEnv();
    Object.assign(store.config, {
        loyalty_tier_recognition: "tier",
        loyalty_tier_welcome: "Welcome, {name}!",
        loyalty_tier_seconds: 0,
        loyalty_tier_receipt: true,
        ...settings,
    });
    return store;
}

/** A guest as the server sends one, with a card. */
export function makeGuest(store, card = {}) {
    const guest = store.models["res.partner"].get(4);
    guest.update({
        name: "Kim Minjun",
        loyalty_tier_called: "Kim",
        loyalty_tier_card: card && {
            tier_id: CHAIRMAN,
            promoted: false,
            visits: 36,
            last_visit: DateTime.now().minus({days: 9}).toISODate(),
            missing: "",
            progress: 1,
            party_tier_id: false,
            ...card,
        },
    });
    return guest;
}
