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

func readOneRule(text []byte) ([]any, error) {
	var request struct {
		Subject  employee
		Resource document
	}
	err := json.Unmarshal(text, &request)
	return []any{request.Subject, request.Resource}, err
}

func readKeyed(text []byte) ([]any, error) {
	var request struct {
		Subject  person
		Resource thing
	}
	err := json.Unmarshal(text, &request)
	return []any{request.Subject, request.Resource}, err
}

type call struct {
	CertValid, Recurring, PsuPresent, ScaInSession, FraudEvidence, HasLastSca             bool
	Tpp, ConsentTpp, Status, Resource, Account                                            string
	Roles, Acc, Bal, Tx                                                                   []any
	Now, Today, ValidUntil, Uses, Freq, BilateralMax, Unattended24h, LastSca, HistoryDays float64
}

func readCall(text []byte) ([]any, error) {
	input, err := measure.InputOf(text)
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
