package outcome

// ObstacleKind says what kept a promise from being verified.
type ObstacleKind string

// The kinds that the program itself knows. Those of failures to reach or to
// understand the API are the client's.
const (
	NothingRan   ObstacleKind = "nothing-ran"   // the scenario has no step that ran
	StepsLeft    ObstacleKind = "steps-left"    // not every step ran
	UnknownStep  ObstacleKind = "unknown-step"  // a step has no definition, or its status is unknown
	RunEnded     ObstacleKind = "run-ended"     // the run was stopped before
	Misused      ObstacleKind = "misused"       // Subject: what the feature asks for and nobody knows
	Defect       ObstacleKind = "defect"        // a mistake in kycspec
	NotThere     ObstacleKind = "not-there"     // Subject: what the scenario needs and is not configured
	NotSupported ObstacleKind = "not-supported" // Subject: what this target cannot do
)

// Obstacle is why nothing is known of a promise: the same for all scenarios that
// one remedy would help. Obstacles are compared, never read.
type Obstacle struct {
	Kind    ObstacleKind `json:"kind"`
	Subject string       `json:"subject,omitempty"` // what tells two of a kind apart; nothing that differs from one request to the next
}

// obstacles say each kind of obstacle of which no step says more.
var obstacles = map[ObstacleKind]string{
	NothingRan:  "nothing ran",
	StepsLeft:   "not every step ran",
	UnknownStep: "a step has no definition, or its status is unknown",
	RunEnded:    RunStopped,
}

// String says the obstacle to people, if nobody else does.
func (o Obstacle) String() string { return obstacles[o.Kind] }

// Skip is the error of a scenario that cannot be asked, for an obstacle of the
// kind [NotThere] or [NotSupported].
type Skip struct {
	Obstacle Obstacle
	Reason   string // a phrase for people
}

// Error is the reason.
func (s *Skip) Error() string { return s.Reason }

// Verdict is that of the scenario.
func (s *Skip) Verdict() Verdict { return Skipped }

// Proof is the obstacle.
func (s *Skip) Proof() Proof { return Proof{Obstacle: s.Obstacle} }

// KeptLater is what there is to say of a flaky scenario.
const KeptLater = "broken first, kept when asked again"
