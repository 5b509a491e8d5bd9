package session

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"kycspec/internal/config"
	"kycspec/internal/contract"
	"kycspec/internal/spec"
	"kycspec/schemas"
)

// LoadContract compiles the embedded contract, and checks that the names of
// the vocabulary have a place in it. The error is a [Misuse].
func LoadContract() (*contract.Contract, error) {
	bundle, err := spec.Load(schemas.FS)
	if err != nil {
		return nil, &Misuse{err}
	}
	if problems := bundle.Names.Check(bundle.Manifest); len(problems) > 0 {
		return nil, &Misuse{problems}
	}
	c, err := contract.New(bundle)
	if err != nil {
		return nil, &Misuse{err}
	}
	if err := c.CheckSample(spec.RoleCustomer, spec.RoleAddress); err != nil {
		return nil, &Misuse{err}
	}
	return c, nil
}

// CurrentContract is [LoadContract] where the working folder has no other
// contract: one that came after this program was built is not judged by.
func CurrentContract() (*contract.Contract, error) {
	var problems []error
	for _, name := range []string{spec.DocumentFile, spec.NamesFile} {
		built, err := schemas.FS.ReadFile(name)
		if err != nil {
			return nil, &Misuse{err}
		}
		path := "schemas/" + name
		if here, err := os.ReadFile(path); err == nil && !bytes.Equal(here, built) {
			problems = append(problems, WithHint(fmt.Errorf("%s: not what this kycspec was built with, and judges by", path),
				"Build it again: kycspec schemas && go install . (go run . in its place is always as new as the files)."))
		}
	}
	if problems != nil {
		return nil, &Misuse{errors.Join(problems...)}
	}
	return LoadContract()
}

// CheckCustomers finds settings of customers that no request may carry: the
// API's refusal of them would be taken for a promise that it broke.
func CheckCustomers(c *contract.Contract, settings config.Config) []config.BadValue {
	var list []config.BadValue
	for _, each := range []struct{ setting, role, value string }{
		{"KYC_BANNED_EXTERNAL_ID", spec.RoleCustomer, settings.Banned.ExternalID},
		{"KYC_BANNED_ADDRESS", spec.RoleAddress, settings.Banned.Address},
		{"KYC_BANNED_BLOCKCHAIN", spec.RoleBlockchain, settings.Banned.Blockchain},
		{"KYC_FORBIDDEN_EXTERNAL_ID", spec.RoleCustomer, settings.Forbidden.ExternalID},
		{"KYC_FORBIDDEN_ADDRESS", spec.RoleAddress, settings.Forbidden.Address},
		{"KYC_FORBIDDEN_BLOCKCHAIN", spec.RoleBlockchain, settings.Forbidden.Blockchain},
	} {
		if each.value == "" {
			continue
		}
		draft := c.Draft()
		draft.Fill(each.role, each.value)
		for _, v := range c.JudgeRequest(draft.Bytes()) {
			list = append(list, config.BadValue{Setting: each.setting, Want: v.Want.String(),
				Hint: fmt.Sprintf("Correct it: %s:%d says what a request may have there.", v.Document, v.Line)})
		}
	}
	return list
}
