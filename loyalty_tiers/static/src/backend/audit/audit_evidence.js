import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {useService} from "@web/core/utils/hooks";

const FIELDS = ["kind", "product_tmpl_id", "mark", "address", "status", "excerpt"];

/** What was found at a door as one visitor: asked, answered, and by what it betrays. */
export class AuditEvidence extends Component {
    static template = "loyalty_tiers.AuditEvidence";
    static components = {Dialog};
    static props = {
        auditId: Number,
        door: Object,
        visitor: Object,
        close: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({findings: []});
        onWillStart(async () => {
            this.state.findings = await this.orm.searchRead(
                "loyalty.tier.audit.finding",
                [
                    ["audit_id", "=", this.props.auditId],
                    ["door", "=", this.props.door.key],
                    ["visitor", "=", this.props.visitor.key],
                ],
                FIELDS
            );
        });
    }

    /** The evidence in pieces: what betrays stands out. */
    pieces(finding) {
        const {excerpt, mark} = finding;
        if (!excerpt || !mark || !excerpt.includes(mark)) {
            return [{text: excerpt || "", isMark: false}];
        }
        return excerpt
            .split(mark)
            .flatMap((text, index) => [
                ...(index ? [{text: mark, isMark: true}] : []),
                {text, isMark: false},
            ]);
    }
}
