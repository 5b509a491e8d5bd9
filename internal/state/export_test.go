package state

// Decode and Encode are the form of a file, without the file.
var (
	Decode = decodeState
	Encode = (*State).encode
)
