package explore

import (
	"testing"

	"kycspec/internal/sandbox"
)

func TestSandboxKeepsItsContract(t *testing.T) {
	r := run(t, newRig(t, published(), sandbox.Faults{}).options(2000))
	t.Logf("%+v %s", r, told(r))
}
