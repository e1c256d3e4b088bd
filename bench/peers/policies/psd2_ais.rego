# policies/psd2_ais: the lines in their order, as the `else` of the line before. Instants are microseconds and dates days.
package psd2_ais

decision := {"effect": "deny", "reason": "TPP_CERT_INVALID"} if {
	not input.cert_valid
} else := {"effect": "deny", "reason": "TPP_ROLE"} if {
	not "PSP_AI" in input.roles
} else := {"effect": "deny", "reason": "CONSENT_UNKNOWN"} if {
	input.consent_tpp != input.tpp
} else := {"effect": "deny", "reason": "CONSENT_EXPIRED"} if {
	input.status == "expired"
} else := {"effect": "deny", "reason": "CONSENT_INVALID"} if {
	input.status != "valid"
} else := {"effect": "deny", "reason": "CONSENT_EXPIRED"} if {
	input.today > input.valid_until
} else := {"effect": "deny", "reason": "CONSENT_EXPIRED"} if {
	not input.recurring
	input.uses >= 1
} else := {"effect": "deny", "reason": "CONSENT_SCOPE"} if {
	not covered
} else := {"effect": "deny", "reason": "ACCESS_EXCEEDED"} if {
	not input.psu_present
	input.unattended_24h >= min([input.freq, input.bilateral_max])
} else := {"effect": "challenge", "reason": "SCA_FIRST_ACCESS"} if {
	not input.last_sca
} else := {"effect": "challenge", "reason": "SCA_180D"} if {
	input.now - input.last_sca > 15552000000000
} else := {"effect": "challenge", "reason": "SCA_HISTORY_90D"} if {
	input.resource == "transactions"
	input.history_days > 90
	not input.sca_in_session
} else := {"effect": "challenge", "reason": "SCA_FRAUD"} if {
	input.fraud_evidence
} else := {"effect": "permit", "reason": "OK"}

covered if {
	input.resource in {"accounts", "balances"}
	input.account in input.bal
}

covered if {
	input.resource in {"accounts", "transactions"}
	input.account in input.tx
}

covered if {
	input.resource == "accounts"
	input.account in input.acc
}
