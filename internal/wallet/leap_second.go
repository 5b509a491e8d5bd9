package wallet

import "time"

// leapSeconds are the days of UTC that began after a leap second, as the
// International Earth Rotation and Reference Systems Service has announced them
// (RFC 3339 appendix D lists those until 1999). There was none after 2016, and
// none is announced.
var leapSeconds = map[string]bool{
	"1972-07-01": true, "1973-01-01": true, "1974-01-01": true, "1975-01-01": true, "1976-01-01": true, "1977-01-01": true,
	"1978-01-01": true, "1979-01-01": true, "1980-01-01": true, "1981-07-01": true, "1982-07-01": true, "1983-07-01": true,
	"1985-07-01": true, "1988-01-01": true, "1990-01-01": true, "1991-01-01": true, "1992-07-01": true, "1993-07-01": true,
	"1994-07-01": true, "1996-01-01": true, "1997-07-01": true, "1999-01-01": true, "2006-01-01": true, "2009-01-01": true,
	"2012-07-01": true, "2015-07-01": true, "2017-01-01": true,
}

// followsLeapSecond says whether an instant is in the first second of a day that began after a leap second.
func followsLeapSecond(instant time.Time) bool {
	instant = instant.UTC()
	return leapSeconds[instant.Format(time.DateOnly)] && instant.Sub(instant.Truncate(24*time.Hour)) < time.Second
}
