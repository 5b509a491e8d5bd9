package sandbox

// Profile is whom a sandbox answers like.
type Profile string

const (
	// Honest is the contract's own word, and the default.
	Honest Profile = ""
	// Phoenix is a stock Phoenix application with OpenApiSpex, as it comes:
	//   - A body that cannot be parsed is 400, before anything else is looked at.
	//   - An unknown media type is 422. Without any, the body is not checked.
	//   - A weight of 0 in Accept counts like any other weight.
	//   - Another method is 404.
	//   - Values are cast before they are checked: the text "1" is the number 1.
	//   - Refusals have the JSON of these two libraries; only that of a forbidden
	//     customer, which is the application's own, is as documented.
	Phoenix Profile = "phoenix"
)

// Profiles lists those that a sandbox can be asked to be like.
func Profiles() []Profile { return []Profile{Phoenix} }

// guard refuses a request, or lets it pass.
type guard = func(*Sandbox, *incoming) *refusal

// behaviour is how a profile goes about a request.
type behaviour struct {
	first  guard                            // before it is known what is asked for; nil: none
	guards []guard                          // in order
	refuse func(*Sandbox, *refusal) *Answer // of the contract's operation
	say    func(*Sandbox, *refusal) *Answer // of anything else
}

var behaviours = map[Profile]behaviour{
	Honest: {
		guards: []guard{(*Sandbox).checkContentType, (*Sandbox).checkAccept, (*Sandbox).checkToken, (*Sandbox).checkPace,
			(*Sandbox).checkBody, (*Sandbox).checkSignature, (*Sandbox).checkForbidden},
		refuse: (*Sandbox).refuseAsDocumented,
		say:    (*Sandbox).sayAsDocumented,
	},
	Phoenix: {
		first: (*Sandbox).parse,
		guards: []guard{(*Sandbox).checkFormat, (*Sandbox).checkToken, (*Sandbox).checkPace,
			(*Sandbox).checkCast, (*Sandbox).checkSignature, (*Sandbox).checkForbidden},
		refuse: (*Sandbox).sayAsPhoenix,
		say:    (*Sandbox).sayAsPhoenix,
	},
}
