package revision_test

// operationEdits change answers as a whole, and what is said of the operation itself.
var operationEdits = map[string]edit{
	"a status is gone": {[]string{"        '406':\n" + errorBody + "          description: Not Acceptable\n", ""}, `
   78>0 The API no longer answers 406.
   status/S, media/S/application/json, response/S/$/json, response/S/$/type, response/S/$/required/error, response/S/$/additionalProperties, and 19 more`},
	"a success is gone": {[]string{"        '200':\n", "        '299':\n"}, `
!  30>0 The API no longer answers 200.
   status/S, media/S/application/json, response/S/$/json, response/S/$/type, response/S/$/required/data, response/S/data/type, and 12 more
   0>30 The API may now answer 299.
   status/S, media/S/application/json, response/S/$/json, response/S/$/type, response/S/$/required/data, response/S/data/type, and 12 more`},
	"a status is new": {[]string{"        '406':\n", "        '202': {description: Later}\n        '406':\n"}, `
   0>78 The API may now answer 202: Later.
   status/S`},
	"an answer has no body": {[]string{"        '401':\n" + errorBody, "        '401':\n"}, `
!  68>0 In a 401 answer, no body is described any more.
   media/S/application/json, response/S/$/json, response/S/$/type, response/S/$/required/error, response/S/$/additionalProperties, response/S/error/type, and 18 more`},
	"an answer has another schema": {[]string{"                $ref: '#/components/schemas/ERR01'\n", "                $ref: '#/components/schemas/JsonErrorResponse'\n"}, `
!  425>0 No longer: in a 403 answer, the code of the error is ERR01 (form 2 of 2).
   response/S/error.code/oneOf/1/enum
!  455>0 In a 403 answer, the error may now come without the property code.
   response/S/error/required/code
 ? 0>351 In a 403 answer, the body may no longer have properties that the contract does not name.
   response/S/$/additionalProperties
 ? 0>359 In a 403 answer, the error may no longer have properties that the contract does not name.
   response/S/error/additionalProperties
   0>367 New: in a 403 answer, the code of the error is at most 1000 characters long (form 2 of 2).
   response/S/error.code/oneOf/1/maxLength
 ? 0>380 New: in a 403 answer, the message of the error is at least 0 characters long.
   response/S/error.message/minLength
   0>388 New: in a 403 answer, the reason of the error is at least 1 character long.
   response/S/error.reason/minLength`},
	"the media type is another": {[]string{"application/json:", "application/problem+json:"}, `
!? 24>24 In a request, the body is now application/problem+json, no longer application/json.
   media/request/application/problem+json, media/request/application/json
!  32>32 In a 200, 201, 401, 403, 406, 415, 422, 429 or 500 answer, the body is now application/problem+json, no longer application/json.
   media/S/application/problem+json ×9, media/S/application/json ×9`},
	"the media type has a charset": {[]string{"application/json:", "application/json; charset=utf-8:"}, `
 ? 24>24 In a request, the body is now application/json; charset=utf-8, no longer application/json.
   media/request/application/json; charset=utf-8, media/request/application/json
   32>32 In a 200, 201, 401, 403, 406, 415, 422, 429 or 500 answer, the body is now application/json; charset=utf-8, no longer application/json.
   media/S/application/json; charset=utf-8 ×9, media/S/application/json ×9`},
	"an answer has a media type more": {[]string{"                $ref: '#/components/schemas/ERR01'\n", "                $ref: '#/components/schemas/ERR01'\n            text/plain: {schema: {type: string}}\n"}, `
   0>77 In a 403 answer, the body may now also be text/plain.
   media/S/text/plain`},
	"an answer has a header": {[]string{"          description: Unauthorized\n", "          description: Unauthorized\n          headers: {X-A: {schema: {type: string}}}\n"}, `
   0>72 The response header "X-A" was added for the status "401".
   no clause`},
	"no token is needed": {[]string{secured, "security: []\n"}, `
   470>0 A request no longer needs a bearer token.
   security/authorization`},
	"the security scheme has another name": {[]string{"    authorization:", "    token:", "- authorization:", "- token:"}, `
   470>470 The security schemes are others; a request still needs a bearer token.
   security/token, security/authorization`},
	"a parameter may be sent": {[]string{"parameters: []", "parameters: [{name: trace, in: query, schema: {type: string}}]"}, `
   0>21 Added the new optional "query" request parameter "trace".
   no clause`},
	"the operation is deprecated": {[]string{"      parameters: []\n", "      deprecated: true\n"}, `
   0>21 Endpoint deprecated.
   no clause`},
}

// wordingEdits change nothing that anybody has to know.
var wordingEdits = map[string]edit{
	"extensions have other names":    {[]string{"x-struct", "x-strict"}, ``},
	"a description is reworded":      {[]string{"KYC Level requested for the user", "The level", "description: Forbidden", "description: No"}, ``},
	"a line is new":                  {[]string{"components:\n", "\n# what the operation refers to\ncomponents:\n"}, ``},
	"forms change places":            {[]string{codeAsInt + codeText, codeText + codeAsInt}, ``},
	"values change places":           {[]string{"                    - ethereum\n                    - sepolia\n", "                    - sepolia\n                    - ethereum\n"}, ``},
	"one form is written as a whole": {[]string{"                oneOf:\n" + started, "                allOf:\n" + started}, ``},
	"a request is one of all forms": {[]string{"              $ref: '#/components/schemas/start_kyc_workflow_request'\n",
		"              allOf:\n                - $ref: '#/components/schemas/start_kyc_workflow_request'\n"}, ``},
	"an answer is one of all forms": {[]string{"              schema:\n                $ref: '#/components/schemas/ERR01'\n",
		"              schema:\n                allOf:\n                  - $ref: '#/components/schemas/ERR01'\n"}, ``},
	"another operation is new":         {[]string{"  /compliance/v2/kyc:\n", "  /other:\n    get:\n      responses: {'200': {description: x}}\n  /compliance/v2/kyc:\n"}, ``},
	"a scheme that is not used is new": {[]string{"  securitySchemes:\n", "  securitySchemes:\n    key: {type: apiKey, in: header, name: x}\n"}, ``},
}
