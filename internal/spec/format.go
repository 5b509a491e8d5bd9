package spec

// formats are those that have one meaning, and are therefore judged. Others
// ("password", or a vendor's own) say how a value is meant and constrain nothing.
var formats = map[string]bool{
	"int32": true, "int64": true, "date": true, "date-time": true, "byte": true,
	"uuid": true, "ipv4": true, "ipv6": true, "uri": true, "email": true, "hostname": true,
}

// Judged says whether a value that breaks the format breaks the contract.
func Judged(format string) bool { return formats[format] }

// FormatJudges says whether a judged format has anything to say of values of a
// type of JSON Schema; of numbers it is those that bound a number's bits, of
// texts all others.
func FormatJudges(format, typ string) bool {
	ofNumbers := format == "int32" || format == "int64"
	return Judged(format) && ofNumbers == (typ == "number" || typ == "integer") && (ofNumbers || typ == "string")
}
