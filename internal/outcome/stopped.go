package outcome

// RunStopped is the reason of a scenario that the end of its run kept from its
// own; a stop that has more to say for itself begins with it.
const RunStopped = "the run was stopped"
