import {hootPosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {models} from "@web/../tests/web_test_helpers";

const STANDING = {kind: "gesture", given: "always", product_id: false};
const GREETED = {id: 1, name: "Greeted by name", ...STANDING};
const NAME_PLATE = {id: 2, name: "Name plate on the shelf", ...STANDING};

export class LoyaltyTier extends models.ServerModel {
    _name = "loyalty.tier";
    _order = "sequence"; // The program of a tier is not loaded.

    _load_pos_data_fields() {
        return [
            "name",
            "sequence",
            "color",
            "recognition",
            "announces_arrival",
            "party_text",
            "pos_greeting",
            "pos_badge",
            "pos_perks",
            "pos_own_perks",
        ];
    }

    _records = [
        {
            id: 1,
            name: "Chief",
            sequence: 10,
            color: "#5f6b7a",
            recognition: "banner",
            announces_arrival: false,
            party_text: false,
            pos_greeting: "Welcome back, Chief {name}",
            pos_badge: "Ch",
            pos_perks: [GREETED],
            pos_own_perks: [GREETED],
        },
        {
            id: 2,
            name: "Chairman",
            sequence: 20,
            color: "#8a6100",
            recognition: "card",
            announces_arrival: true,
            party_text: "Pour the beer with the crown.",
            pos_greeting: "Welcome home, Chairman {name}",
            pos_badge: "Cm",
            pos_perks: [NAME_PLATE, GREETED],
            pos_own_perks: [NAME_PLATE],
        },
    ];
}

hootPosModels.push(LoyaltyTier);
