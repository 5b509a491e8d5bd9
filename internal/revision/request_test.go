package revision_test

// Texts of the contract that the edits below replace.
const (
	errorBody = "          content:\n            application/json:\n              schema:\n                $ref: '#/components/schemas/JsonErrorResponse'\n"
	flow      = "            flow:\n              enum:\n                - KYC_OCC\n              type: string\n              x-struct: null\n              x-validate: null\n"
	codeAsInt = "                - format: int32\n                  type: integer\n                  x-struct: null\n                  x-validate: null\n"
	codeText  = "                - maxLength: 1000\n                  type: string\n                  x-pnc-external: true\n                  x-struct: null\n                  x-validate: null\n"
	level     = "            level:\n"
	levelMax  = "              maximum: 4\n"
	levelNeed = "            - type\n            - level\n"
	started   = "                  - $ref: '#/components/schemas/kyc_workflow_started'\n"
	reason    = "              example: Not Found\n              maxLength: 1000\n              minLength: 1\n"
	engine    = "                - OCC_RULES_ENGINE_V2\n"
	secured   = "security:\n  - authorization: []\n"
)

// requestEdits change what may be sent.
var requestEdits = map[string]edit{
	"a request's maximum is lower": {[]string{"maximum: 4", "maximum: 3"}, `
!  127>127 In a request, the level of the action is at most 3 (before: at most 4).
   request/action.level/maximum`},
	"a request's maximum is higher": {[]string{"maximum: 4", "maximum: 5.0"}, `
   127>127 In a request, the level of the action is at most 5.0 (before: at most 4).
   request/action.level/maximum`},
	"a request's maximum is gone": {[]string{levelMax, ""}, `
   127>0 No longer: in a request, the level of the action is at most 4.
   request/action.level/maximum`},
	"a request's maximum excludes itself": {[]string{"maximum: 4", "maximum: 4\n              exclusiveMaximum: true"}, `
!  127>127 In a request, the level of the action is less than 4 (before: at most 4).
   request/action.level/exclusiveMaximum, request/action.level/maximum`},
	"a request's minimum is higher": {[]string{"minimum: 1", "minimum: 2"}, `
!  128>128 In a request, the level of the action is at least 2 (before: at least 1).
   request/action.level/minimum`},
	"a request's minimum is lower": {[]string{"minimum: 1", "minimum: 0"}, `
   128>128 In a request, the level of the action is at least 0 (before: at least 1).
   request/action.level/minimum`},
	"a request's text has to be longer": {[]string{"minLength: 100", "minLength: 120"}, `
!  212>212 In a request, the message of the siwe of the wallet of the customer is at least 120 characters long (before: at least 100 characters long).
   request/customer.wallet.siwe.message/minLength`},
	"a request's text may be shorter": {[]string{"minLength: 100", "minLength: 50"}, `
   212>212 In a request, the message of the siwe of the wallet of the customer is at least 50 characters long (before: at least 100 characters long).
   request/customer.wallet.siwe.message/minLength`},
	"a request's text may not be as long": {[]string{"maxLength: 400", "maxLength: 300"}, `
!  211>211 In a request, the message of the siwe of the wallet of the customer is at most 300 characters long (before: at most 400 characters long).
   request/customer.wallet.siwe.message/maxLength`},
	"a request's number has a step": {[]string{levelMax, levelMax + "              multipleOf: 2\n"}, `
!  0>128 New: in a request, the level of the action is a multiple of 2.
   request/action.level/multipleOf`},
	"a request's pattern is another": {[]string{"^0x[a-fA-F0-9]{130}$", "^0x[a-f0-9]{130}$"}, `
!  226>226 In a request, the signature of the siwe of the wallet of the customer matches ^0x[a-f0-9]{130}$ (before: ^0x[a-fA-F0-9]{130}$).
   request/customer.wallet.siwe.signature/pattern`},
	"a request's pattern is gone": {[]string{"                      pattern: ^0x[a-fA-F0-9]{130}$\n", ""}, `
   226>0 No longer: in a request, the signature of the siwe of the wallet of the customer matches ^0x[a-fA-F0-9]{130}$.
   request/customer.wallet.siwe.signature/pattern`},
	"a request's value is gone": {[]string{"                    - soneium\n", ""}, `
!  193>0 In a request, the blockchain of the wallet of the customer may no longer be soneium.
   request/customer.wallet.blockchain/enum/soneium, request/customer.wallet.blockchain/enum`},
	"a request's value is new": {[]string{"                    - soneium\n", "                    - soneium\n                    - tron\n"}, `
   0>194 In a request, the blockchain of the wallet of the customer may now be tron.
   request/customer.wallet.blockchain/enum/tron, request/customer.wallet.blockchain/enum`},
	"a request's value is another": {[]string{engine, "                - OCC_RULES_ENGINE_V3\n"}, `
!  135>0 In a request, the type of the action may no longer be OCC_RULES_ENGINE_V2.
   request/action.type/enum/OCC_RULES_ENGINE_V2, request/action.type/enum
   0>135 In a request, the type of the action may now be OCC_RULES_ENGINE_V3.
   request/action.type/enum/OCC_RULES_ENGINE_V3, request/action.type/enum`},
	"a request's list of values is gone": {[]string{"              enum:\n                - OCC_RULES_ENGINE\n" + engine, ""}, `
   133>0 No longer: in a request, the type of the action is one of OCC_RULES_ENGINE, OCC_RULES_ENGINE_V2.
   request/action.type/enum, request/action.type/enum/OCC_RULES_ENGINE, request/action.type/enum/OCC_RULES_ENGINE_V2`},
	"a request's property may be left out": {[]string{levelNeed, "            - type\n"}, `
   141>125 In a request, the action may now come without the property level.
   request/action/optional/level, request/action/required/level`},
	"a request's property may not be left out": {[]string{"                - address\n", "                - address\n                - siwe\n"}, `
!  201>239 In a request, the wallet of the customer may no longer come without the property siwe.
   request/customer.wallet/required/siwe, request/customer.wallet/optional/siwe`},
	"a request's property is new and required": {[]string{level, "            purpose:\n              type: string\n" + level, levelNeed, levelNeed + "            - purpose\n"}, `
!  0>126 In a request, the action must now have the property purpose.
   request/action/required/purpose, request/action.purpose/type`},
	"a request's property is new": {[]string{level, "            purpose:\n              type: string\n              maxLength: 9\n" + level}, `
   0>125 In a request, the action may now have the property purpose.
   request/action/optional/purpose, request/action.purpose/type, request/action.purpose/maxLength`},
	"a request's property may be anything": {[]string{level, "            purpose: {}\n" + level}, `
   0>125 In a request, the action may now have the property purpose.
   request/action/optional/purpose`},
	"a request's property has another name": {[]string{level, "            tier:\n", "            - level\n", "            - tier\n"}, `
!  0>127 In a request, the action must now have the property tier.
   request/action/required/tier, request/action.tier/type, request/action.tier/maximum, request/action.tier/minimum
!  127>0 In a request, the action no longer has the property level.
   request/action/required/level, request/action.level/type, request/action.level/maximum, request/action.level/minimum`},
	"a request is opened": {[]string{"    start_kyc_workflow_request:\n      additionalProperties: false", "    start_kyc_workflow_request:\n      additionalProperties: true"}, `
 ? 112>112 In a request, the body may now have properties that the contract does not name.
   request/$/additionalProperties`},
	"a request's object is closed": {[]string{"        action:\n          properties:", "        action:\n          additionalProperties: false\n          properties:"}, `
!? 142>124 In a request, the action may no longer have properties that the contract does not name.
   request/action/additionalProperties`},
	"a request's other properties have a form": {[]string{"    start_kyc_workflow_request:\n      additionalProperties: false", "    start_kyc_workflow_request:\n      additionalProperties: {type: string}"}, `
 ? 112>112 In a request, the body may have properties that the contract does not name, if they have the form that it gives.
   request/$/additionalProperties, request/*/type`},
	"a request's type is wider": {[]string{"              minimum: 1\n              type: integer", "              minimum: 1\n              type: number"}, `
   129>129 In a request, the level of the action is a number (before: a whole number).
   request/action.level/type`},
	"a request's type is another": {[]string{"              minimum: 1\n              type: integer", "              minimum: 1\n              type: string"}, `
!  129>129 In a request, the level of the action is a text (before: a whole number).
   request/action.level/type`},
	"a request's value may be null": {[]string{levelMax, levelMax + "              nullable: true\n"}, `
   129>130 In a request, the level of the action is a whole number or null (before: a whole number).
   request/action.level/type`},
	"a request's value rules something out": {[]string{levelMax, levelMax + "              not: {enum: [3]}\n"}, `
!? 0>128 New: in a request, the level of the action is not what the contract rules out.
   request/action.level/not`},
	"a request's list is new": {[]string{level, "            tags: {type: array, maxItems: 3, items: {type: string}}\n" + level}, `
   0>125 In a request, the action may now have the property tags.
   request/action/optional/tags, request/action.tags/type, request/action.tags/maxItems, request/action.tags.[]/type`},
	"a request's body is required": {[]string{"required: false", "required: true"}, `
!  28>28 Request body became required.
   no clause`},
	"a request's property is read-only": {[]string{levelMax, levelMax + "              readOnly: true\n"}, `
!  0>128 The request required property "action/level" became read-only.
   no clause
 ? 141>125 In a request, the action may now come without the property level.
   request/action/optional/level, request/action/required/level`},
	"a request's property has an odd name": {[]string{level, "            a.b/c~d: {type: string}\n" + level}, `
   0>125 In a request, the action may now have the property a.b/c~d.
   request/action/optional/a.b/c~d, request/action.a\.b~1c~d/type`},
	"a request's property is deprecated": {[]string{levelMax, levelMax + "              deprecated: true\n"}, `
   0>128 Request property "action/level" deprecated.
   no clause`},
}
