import {hootPosModels} from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import {models} from "@web/../tests/web_test_helpers";

export class LoyaltyTierGate extends models.ServerModel {
    _name = "loyalty.tier.gate";

    _load_pos_data_fields() {
        return [
            "mode",
            "limit_quantity",
            "limit_period",
            "pos_tier_ids",
            "pos_guest_ids",
            "pos_openings",
            "pos_template_ids",
            "pos_product_ids",
            "pos_teaser",
        ];
    }

    till_gates() {
        return [];
    }
}

hootPosModels.push(LoyaltyTierGate);
