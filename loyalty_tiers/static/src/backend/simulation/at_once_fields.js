import {FloatField, floatField} from "@web/views/fields/float/float_field";
import {IntegerField, integerField} from "@web/views/fields/integer/integer_field";
import {MonetaryField, monetaryField} from "@web/views/fields/monetary/monetary_field";
import {useEffect, useRef} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useDebounced} from "@web/core/utils/timing";

const PAUSE = 400; // Milliseconds without a key, after which a number counts as typed

/**
 * Take a number over as soon as the typing pauses, without leaving the field.
 *
 * An empty field waits: the next digit is coming.
 */
function useAtOnce() {
    const input = useRef("numpadDecimal");
    const commit = useDebounced(() => {
        if (input.el && input.el.value.trim()) {
            input.el.dispatchEvent(new Event("change"));
        }
    }, PAUSE);
    useEffect(
        (el) => {
            if (el) {
                el.addEventListener("input", commit);
                return () => el.removeEventListener("input", commit);
            }
        },
        () => [input.el]
    );
}

class IntegerAtOnce extends IntegerField {
    setup() {
        super.setup();
        useAtOnce();
    }
}

class FloatAtOnce extends FloatField {
    setup() {
        super.setup();
        useAtOnce();
    }
}

class MonetaryAtOnce extends MonetaryField {
    setup() {
        super.setup();
        useAtOnce();
    }
}

const fields = registry.category("fields");
fields.add("loyalty_tiers_integer_at_once", {...integerField, component: IntegerAtOnce});
fields.add("loyalty_tiers_float_at_once", {...floatField, component: FloatAtOnce});
fields.add("loyalty_tiers_monetary_at_once", {
    ...monetaryField,
    component: MonetaryAtOnce,
});
