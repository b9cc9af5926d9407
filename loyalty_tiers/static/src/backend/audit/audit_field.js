import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {AuditEvidence} from "./audit_evidence";
import {AuditMatrix} from "./audit_matrix";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

const PAUSE = 2000; // Milliseconds, where somebody else walks at the moment

/**
 * The result of an audit, and its progress: as long as it is looked at, it walks on.
 *
 * Who leaves the page leaves the rest to the server.
 */
export class AuditField extends Component {
    static template = "loyalty_tiers.AuditField";
    static components = {AuditMatrix};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.formatInteger = formatInteger;
        this.state = useState({showOthers: false});
        this.here = true;
        onMounted(() => this.walkOn());
        onWillUnmount(() => {
            this.here = false;
        });
    }

    get audit() {
        return this.props.record.data;
    }

    get plan() {
        return this.audit.plan || {visitors: [], doors: [], others: []};
    }

    get percent() {
        return this.audit.size
            ? Math.round((100 * this.audit.position) / this.audit.size)
            : 0;
    }

    /** Walk on the server and show how far it is, until it is done. */
    async walkOn() {
        while (this.here && this.audit.state === "running") {
            const before = this.audit.position;
            await this.orm.call("loyalty.tier.audit", "walk_on", [
                [this.props.record.resId],
            ]);
            if (!this.here) {
                return;
            }
            await this.props.record.load();
            if (this.audit.position === before && this.audit.state === "running") {
                await new Promise((resolve) => setTimeout(resolve, PAUSE));
            }
        }
    }

    open(door, visitor) {
        this.dialog.add(AuditEvidence, {
            auditId: this.props.record.resId,
            door,
            visitor,
        });
    }
}

registry.category("fields").add("loyalty_tiers_audit", {
    component: AuditField,
    supportedTypes: ["json"],
    fieldDependencies: [
        {name: "plan", type: "json"},
        {name: "state", type: "selection"},
        {name: "position", type: "integer"},
        {name: "size", type: "integer"},
        {name: "red_count", type: "integer"},
        {name: "door_count", type: "integer"},
        {name: "visitor_count", type: "integer"},
        {name: "answers", type: "integer"},
        {name: "seconds", type: "float"},
    ],
});
