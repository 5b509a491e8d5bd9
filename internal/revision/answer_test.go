package revision_test

// answerEdits change what may come.
var answerEdits = map[string]edit{
	"an answer's value is new": {[]string{"                - KYC_OCC\n", "                - KYC_OCC\n                - KYC_V2\n"}, `
!  274>274 In a 200 answer, the flow of the data may now be KYC_V2.
   response/S/data.flow/enum
!  323>324 In a 201 answer, the flow of the data may now be KYC_V2.
   response/S/data.flow/enum`},
	"an answer's value is another": {[]string{"                - KYC_OCC\n", "                - KYC_V2\n"}, `
!  274>274 In a 200 answer, the flow of the data may now be KYC_V2.
   response/S/data.flow/enum
!  323>323 In a 201 answer, the flow of the data may now be KYC_V2.
   response/S/data.flow/enum
   274>274 In a 200 answer, the flow of the data may no longer be KYC_OCC.
   response/S/data.flow/enum
   323>323 In a 201 answer, the flow of the data may no longer be KYC_OCC.
   response/S/data.flow/enum`},
	"an answer's text may be longer": {[]string{reason, "              example: Not Found\n              maxLength: 2000\n              minLength: 1\n"}, `
!  387>387 In a 401, 406, 415, 422, 429 or 500 answer, the reason of the error is at most 2000 characters long (before: at most 1000 characters long).
   response/S/error.reason/maxLength ×6`},
	"an answer's text is shorter": {[]string{reason, "              example: Not Found\n              maxLength: 500\n              minLength: 1\n"}, `
   387>387 In a 401, 406, 415, 422, 429 or 500 answer, the reason of the error is at most 500 characters long (before: at most 1000 characters long).
   response/S/error.reason/maxLength ×6`},
	"an answer's text may be empty": {[]string{reason, "              example: Not Found\n              maxLength: 1000\n"}, `
!  388>0 No longer: in a 401, 406, 415, 422, 429 or 500 answer, the reason of the error is at least 1 character long.
   response/S/error.reason/minLength ×6`},
	"an answer's pattern is gone": {[]string{"              pattern: ^[-a-zA-Z0-9_/+]+=*$\n", ""}, `
!  283>0 No longer: in a 200 answer, the widget data of the data matches ^[-a-zA-Z0-9_/+]+=*$.
   response/S/data.widget_data/pattern
!  332>0 No longer: in a 201 answer, the widget data of the data matches ^[-a-zA-Z0-9_/+]+=*$.
   response/S/data.widget_data/pattern`},
	"an answer's value may be null": {[]string{"so `widget_data` will be `null`.\n              maxLength: 1000\n", "so `widget_data` will be `null`.\n              maxLength: 1000\n              nullable: true\n"}, `
!  269>270 In a 200 answer, the error code of the data is a text or null (before: a text).
   response/S/data.error_code/type`},
	"an answer's value is never null": {[]string{"              nullable: true\n", ""}, `
   284>283 In a 200 answer, the widget data of the data is a text (before: a text or null).
   response/S/data.widget_data/type
   318>316 In a 201 answer, the error code of the data is a text (before: a text or null).
   response/S/data.error_code/type
   333>330 In a 201 answer, the widget data of the data is a text (before: a text or null).
   response/S/data.widget_data/type`},
	"an answer's format is wider": {[]string{"              example: 404\n              format: int32", "              example: 404\n              format: int64"}, `
!  395>395 In a 401, 406, 415, 422, 429 or 500 answer, the status of the error fits in 64 bits (before: in 32 bits).
   response/S/error.status/format ×6`},
	"an answer's property may be missing": {[]string{"            - widget_data\n            - flow\n            - error_code\n", "            - widget_data\n            - error_code\n"}, `
!  338>0 In a 201 answer, the data may now come without the property flow.
   response/S/data/required/flow`},
	"an answer's property is never missing": {[]string{"            - status\n            - reason\n          type: object\n          x-struct: null\n          x-validate: null\n      required:\n        - error\n      title: JsonErrorResponse", "            - status\n            - reason\n            - message\n          type: object\n          x-struct: null\n          x-validate: null\n      required:\n        - error\n      title: JsonErrorResponse"}, `
   0>402 In a 401, 406, 415, 422, 429 or 500 answer, the error may no longer come without the property message.
   response/S/error/required/message ×6`},
	"an answer's property is gone": {[]string{flow, "", "            - flow\n", ""}, `
!  274>0 In a 200 answer, the data no longer has the property flow.
   response/S/data/required/flow, response/S/data.flow/type, response/S/data.flow/enum
!  323>0 In a 201 answer, the data no longer has the property flow.
   response/S/data/required/flow, response/S/data.flow/type, response/S/data.flow/enum`},
	"an answer's property is new": {[]string{flow, "            expires_at: {type: string}\n" + flow}, `
   0>273 In a 200 answer, the data may now have the property expires_at.
   response/S/data.expires_at/type
   0>323 In a 201 answer, the data may now have the property expires_at.
   response/S/data.expires_at/type`},
	"an answer's property is new where it is closed": {[]string{"            reason:\n              description: HTTP status description\n", "            trace: {type: string}\n            reason:\n              description: HTTP status description\n"}, `
!  0>384 In a 401, 406, 415, 422, 429 or 500 answer, the error may now have the property trace.
   response/S/error.trace/type ×6`},
	"an answer is opened": {[]string{"    JsonErrorResponse:\n      additionalProperties: false", "    JsonErrorResponse:\n      additionalProperties: true"}, `
!? 351>0 In a 401, 406, 415, 422, 429 or 500 answer, the body may now have properties that the contract does not name.
   response/S/$/additionalProperties ×6`},
	"an answer is closed": {[]string{"    ERR01:\n      additionalProperties: true", "    ERR01:\n      additionalProperties: false"}, `
 ? 0>412 In a 403 answer, the body may no longer have properties that the contract does not name.
   response/S/$/additionalProperties`},
	"an answer's value has a form more": {[]string{codeText, codeText + "                - type: boolean\n"}, `
!  362>362 In a 401, 406, 415, 422, 429 or 500 answer, the code of the error has exactly one of 3 forms (before: exactly one of 2 forms).
   response/S/error.code/oneOf ×6, response/S/error.code/oneOf/2/type ×6`},
	"an answer's value has a form less": {[]string{codeText, ""}, `
   362>0 In a 401, 406, 415, 422, 429 or 500 answer, the code of the error has one form (before: exactly one of 2 forms).
   response/S/error.code/oneOf ×6, response/S/error.code/oneOf/0/type ×6, response/S/error.code/oneOf/0/format ×6, response/S/error.code/oneOf/1/type ×6, response/S/error.code/oneOf/1/maxLength ×6, response/S/error.code/type ×6, and 1 more`},
	"an answer has a form more": {[]string{started, started + "                  - $ref: '#/components/schemas/kyc_workflow_start_customer_banned'\n"}, `
!  0>59 In a 201 answer, the body has exactly one of 2 forms (before: one form).
   response/S/$/oneOf, response/S/$/oneOf/0/type, response/S/$/oneOf/0/required/data, response/S/$/oneOf/0/data/type, response/S/$/oneOf/0/data/required/widget_data, response/S/$/oneOf/0/data/required/flow, and 33 more
!? 312>0 No longer: in a 201 answer, the error code of the data is null.
   semantic/S/data.error_code/null
!? 329>0 No longer: in a 201 answer, the widget data of the data is base64 of something.
   semantic/S/data.widget_data/base64`},
	"an answer's description promises less": {[]string{"description: Base64 encoded widget", "description: The widget"}, `
!? 329>0 No longer: in a 201 answer, the widget data of the data is base64 of something.
   semantic/S/data.widget_data/base64`},
	"an answer's description promises more": {[]string{"Extra information about the error. Should **not** be used", "HTTP status code in words. Should **not** be used", "description: HTTP status code.", "description: The status."}, `
!? 448>0 No longer: in a 403 answer, the status of the error is the HTTP status of the answer.
   semantic/S/error.status/http-status`},
	"a request's description asks for less": {[]string{"Sign In With Ethereum data (EIP-4361). Required if", "Sign In With Ethereum data (EIP-4361). Welcome if"}, `
 ? 203>0 No longer: in a request, the siwe of the wallet of the customer is required of an application that is configured to require wallet signatures.
   semantic/request/customer.wallet.siwe/siwe-required`},
}
