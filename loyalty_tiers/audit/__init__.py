# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the auditor is made of beside its models: doors, strangers, traces."""
