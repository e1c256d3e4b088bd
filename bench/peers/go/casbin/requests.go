package main

import (
	"encoding/json"
	"strconv"

	"peers/measure"
)

// Numbers are float64, to which Casbin's expressions convert them anyway; every number of the workloads is exact in it. Sets are []any, the
// only form that `in` takes.

type employee struct {
	Department string
	Clearance  float64
}

type document struct {
	Department string
	Level      float64
}

type person struct {
	ID, Role string
	Level    float64
}

type thing struct{ ID string }

// What the cached enforcer knows a request by.
func (e employee) GetCacheKey() string { return e.Department + " " + number(e.Clearance) }
func (d document) GetCacheKey() string { return d.Department + " " + number(d.Level) }
func (p person) GetCacheKey() string   { return p.ID + " " + p.Role + " " + number(p.Level) }
func (t thing) GetCacheKey() string    { return t.ID }

func number(value float64) string { return strconv.FormatInt(int64(value), 10) }

func readOneRule(line measure.Line) ([]any, error) {
	var request struct {
		Subject  employee
		Resource document
	}
	err := json.Unmarshal(line.Request, &request)
	return []any{request.Subject, request.Resource}, err
}

func readKeyed(line measure.Line) ([]any, error) {
	var request struct {
		Subject  person
		Resource thing
	}
	err := json.Unmarshal(line.Request, &request)
	return []any{request.Subject, request.Resource}, err
}

// A set of names.
type names map[string]bool

func (n *names) UnmarshalJSON(text []byte) error {
	var list []string
	err := json.Unmarshal(text, &list)
	*n = make(names, len(list))
	for _, name := range list {
		(*n)[name] = true
	}
	return err
}

// Drive, code host and to-do: each has some of the members.
type asked struct {
	Action  string
	Subject struct{ ID string }
	Thing   struct {
		Owner, Readers, Triagers, Writers, Maintainers, Editors, Admins string
		Published, Archived                                             bool
	} `json:"resource"`
	Facts struct {
		Names, Groups, Teams names
		Shares               struct{ Viewers, Editors names }
	}
}

func readRelations(line measure.Line) ([]any, error) {
	request := asked{Action: line.Action}
	err := json.Unmarshal(line.Request, &request)
	return []any{request}, err
}

type call struct {
	CertValid, Recurring, PsuPresent, ScaInSession, FraudEvidence, HasLastSca             bool
	Tpp, ConsentTpp, Status, Resource, Account                                            string
	Roles, Acc, Bal, Tx                                                                   []any
	Now, Today, ValidUntil, Uses, Freq, BilateralMax, Unattended24h, LastSca, HistoryDays float64
}

func readCall(line measure.Line) ([]any, error) {
	input, err := measure.InputOf(line)
	if err != nil {
		return nil, err
	}
	flag := func(name string) bool { return input[name].(bool) }
	word := func(name string) string { return input[name].(string) }
	set := func(name string) []any { return input[name].([]any) }
	whole := func(name string) float64 { return float64(input[name].(int64)) }
	read := call{
		CertValid: flag("cert_valid"), Recurring: flag("recurring"), PsuPresent: flag("psu_present"),
		ScaInSession: flag("sca_in_session"), FraudEvidence: flag("fraud_evidence"),
		Tpp: word("tpp"), ConsentTpp: word("consent_tpp"), Status: word("status"), Resource: word("resource"), Account: word("account"),
		Roles: set("roles"), Acc: set("acc"), Bal: set("bal"), Tx: set("tx"),
		Now: whole("now"), Today: whole("today"), ValidUntil: whole("valid_until"), Uses: whole("uses"), Freq: whole("freq"),
		BilateralMax: whole("bilateral_max"), Unattended24h: whole("unattended_24h"), HistoryDays: whole("history_days"),
	}
	if _, read.HasLastSca = input["last_sca"]; read.HasLastSca {
		read.LastSca = whole("last_sca")
	}
	return []any{read}, nil
}

// score_40, with its words as they are in the requests.
type payment struct {
	Payee_age_hours, Account_age_days, Amount_share, Amount_times_usual, Payments_last_hour, Payments_last_day,
	Refused_last_day, Payees_last_week, Failed_logins, Minutes_since_login, Minutes_since_password,
	Minutes_since_limit_raised, Kilometres_from_home, Kilometres_an_hour, Hour, Device_age_days, Devices,
	Customer_age, Years_a_customer, Network_reports float64
	Device, Channel, Payment, Payee_bank, Network, Segment string
	Remote_control, On_a_call, Copied_account, Emulator, Language_changed, Address_changed, Payee_reported,
	Payee_name_differs, First_abroad, Round_amount, Travel_announced, Payee_trusted, Payee_paid_before,
	Strong_authentication bool
}

func readPayment(line measure.Line) ([]any, error) {
	read := payment{Payee_age_hours: -1, Minutes_since_password: -1, Minutes_since_limit_raised: -1, Kilometres_from_home: -1} // absent, unless it comes
	var request struct{ Context *payment }
	request.Context = &read
	err := json.Unmarshal(line.Request, &request)
	return []any{read}, err
}
