/**
 * The sentences of the API, of rules in words and of the programs import, verify and refill, in English. A translation is
 * a file beside this one with the same keys.
 *
 * Other files hold English sentences that are not translated: settings (config.ts), starting and stopping (server.ts,
 * prepare.ts, require-node.ts, migrate.ts, demo.ts, demo-reset.ts, auth/demo-issuer.ts), opening a database (db/), the
 * cases of a catalogue (cases/), and scalar values and descriptions (schema/). graphql-js has its own messages.
 *
 * Placeholders in braces stand for names, texts and numbers; those with a kind, such as `{from:day}`, for a typed value,
 * which the language writes (ValueKinds in sentence.ts). A phrase cannot be translated without its sentence, so a
 * sentence has one key for each combination. Only the tree of a rule in words is built from phrases. Pass numbers as
 * numbers, since their form depends on the language, but identifiers such as a version as strings. A refusal names the
 * mistake, quotes the value, and tells the reader how to correct it.
 */
export const en = {
  'access.unauthenticated':
    'Sign in to use {field}: send "Authorization: Bearer …" with a token or an API key.',
  'access.unauthenticated.person': 'Sign in to use {field}: send "Authorization: Bearer …" with a token.',
  'access.forbidden': 'You may not use {field}. It is for: {audiences:and}.',
  'audience.ANYONE': 'anyone',
  'audience.PERSON': 'people who have signed in',
  'audience.SELF': 'the person concerned',
  'audience.EMPLOYEE': 'employees of the organization',
  'audience.PARTNER_ADMIN': 'admins of the organization',
  'audience.AGENT': "the vendor's agents",
  'audience.PROGRAMME_ADMIN': "the vendor's programme admins",
  'audience.INTEGRATION': 'API keys of the organization with the scope {scope}',
  'access.bearer':
    'The Authorization header must be "Bearer", followed by a space and a token or an API key.',
  'access.token.expired': 'The token has expired. Sign in again.',
  'access.token.malformed': 'The token is not a JSON Web Token. Sign in again.',
  'access.token.issuer':
    'This server does not accept tokens from the issuer of this token. Sign in with an accepted issuer.',
  'access.token.claim':
    'The claim "{claim}" of the token is missing or does not match this server. Sign in again.',
  'access.token.algorithm': 'The signature algorithm of the token is not allowed. Sign in again.',
  'access.token.signature': 'The signature of the token is not valid. Sign in again.',
  'access.token.subject.length':
    'The subject of the token ("sub") must be a string of 1 to {max} characters.',
  'access.token.subject.illFormed':
    'The subject of the token ("sub") must not contain a lone surrogate or a NUL character.',
  'access.token.unlimited': 'The token has no expiry time ("exp"). Use a token that expires.',
  'access.issuer':
    'Your token cannot be checked at the moment, because its issuer is not responding. Try again later.',
  'access.apiKey.unknown':
    'The API key is not valid: it is unknown, expired or revoked. Ask an admin for a new one.',

  'page.sandbox.offline':
    'Apollo Sandbox is loaded from the internet, which cannot be reached. This page works without the internet:',

  'paging.direction': 'Give either "first" or "last", with a value from {min:count} to {max:count}.',
  'paging.side': '"{cursor}" can only be used with "{argument}". Add "{argument}", or leave "{cursor}" out.',
  'paging.size': '"{argument}" must be from {min:count} to {max:count}, not {value:count}.',
  'search.outdated':
    'A recent change affects many organizations and is still being processed. For now, this search would have to evaluate more than {max} organizations. Try again in about {seconds} s.',
  'paging.cursor': '"{value}" is not a cursor of this list. Use a cursor from "pageInfo" or from an edge.',
  'paging.cursor.gone':
    'The item that this cursor refers to is no longer in the list. Read the list again from the start.',

  'id.unknown.membership': '"{value}" is not the id of a membership term.',
  'id.unknown.organization': '"{value}" is not the id of an organization.',
  'nodes.tooMany': '{count:count} ids were given; at most {max:count} are allowed.',
  'nodes.repeated': 'The id "{id}" was given more than once. Give each id once.',

  'text.empty': '"{field}" must not be empty.',
  'text.empty.optional': '"{field}" must not be empty. If there is none, send null.',
  'oneOf.fields': 'Give exactly one of the fields {fields:and} of {type}.',
  'update.null': '"{field}" cannot be removed. Leave it out to keep the current value, or give a new one.',
  'text.tooLong': '"{field}" has {length:count} characters; at most {max:count} are allowed.',
  'text.outerSpace': '"{field}" must not begin or end with a space, but is "{value}".',
  'text.invisible':
    '"{field}" must contain a visible character, and must not contain characters that control the writing direction.',
  'text.control': '"{field}" contains a control character. Remove it.',
  'text.illFormed':
    '"{field}" contains half of a character (a lone surrogate). Send the whole character, or leave it out.',

  'idempotencyKey.reused':
    'The idempotency key "{key}" was used with other arguments in the last 24 hours. Use a new key for a new command.',
  'idempotencyKey.elsewhere':
    'The idempotency key "{key}" was used in the last 24 hours, while you belonged to another organization. This request changed nothing. To run the command for this organization, use a new key.',

  'version.never':
    'The version is {version:version} and has never been {expected:version}. Give the version that you have read.',
  'version.changed':
    'The version is {version:version}, not {expected:version}: someone has changed the data in the meantime. Read it again, then decide whether to repeat the change.',

  'organization.key.form':
    'The key "{key}" must consist of lower-case words joined by hyphens, such as "nordwind-it".',
  'organization.key.cannotBeMade':
    'No key can be derived from the name "{name}". Give a key, such as "nordwind-it".',
  'organization.key.taken':
    'The key "{key}" belongs to another organization. The key "{free:exact}" is free.',
  'organization.country': '"{country}" is not an ISO 3166-1 country code. Give a code such as "DE".',
  'organization.country.near': '"{country}" is not an ISO 3166-1 country code. Did you mean {near:keys}?',
  'organization.website':
    '"{website}" is not a web address. Give the whole address, such as "https://nordwind.example".',
  'organization.language': '"{language}" is not a BCP 47 language tag. Give a tag such as "de" or "pt-BR".',
  'organization.languages.tooMany': '{count:count} languages were given; at most {max:count} are allowed.',
  'organization.unknown': 'There is no organization with the id "{id}".',
  'organization.unknownKey': 'There is no organization with the key "{key}".',
  'organization.market.vendors':
    'Only an agent of the vendor may change the market, because sales thresholds depend on it. Leave it out.',
  'organization.country.vendors':
    'Only an agent of the vendor may change the country, because the market depends on it. Leave it out.',

  'employee.unknownSubject': 'There is no person with the subject "{subject}".',

  'rows.count': '{count:count} rows were sent; {min:count} to {max:count} are allowed.',
  'calendar.ends':
    'With {from:day} as the first day, the default end would be after 9999-12-31. Give an explicit end, or an earlier first day.',

  quoted: '"{text}"',
  'credential.unknown': 'The catalogue has no credential "{given}".',
  'credential.unknown.near': 'The catalogue has no credential "{given}". Did you mean {near:keys}?',
  'credential.unknown.all': 'The catalogue has no credential "{given}". Use {keys:keys}.',
  'competency.unknown': 'The catalogue has no competency "{given}".',
  'competency.unknown.near': 'The catalogue has no competency "{given}". Did you mean {near:keys}?',
  'competency.unknown.all': 'The catalogue has no competency "{given}". Use {keys:keys}.',
  'competency.notOn': 'The catalogue in force on {day:day} has no competency "{given}".',
  'competency.retired':
    'The competency "{given}" is retired from {day:day} on. From that day, it can be neither granted nor withheld.',
  'offer.unknown': 'The catalogue in force has no offer "{given}".',
  'offer.unknown.near': 'The catalogue in force has no offer "{given}". Did you mean {near:keys}?',
  'offer.unknown.all': 'The catalogue in force has no offer "{given}". Use {keys:keys}.',
  'metric.unknown': 'The catalogue has no metric "{given}".',
  'metric.unknown.near': 'The catalogue has no metric "{given}". Did you mean {near:keys}?',
  'metric.unknown.all': 'The catalogue has no metric "{given}". Use {keys:keys}.',

  'achievement.unknown': 'There is no achievement with the id "{id}".',
  'achievement.earnedOn.future':
    'The achievement cannot have been earned on "{earnedOn:day}", which is in the future. Give today, {today:day}, or an earlier day.',
  'achievement.expiresOn.order':
    'The achievement cannot expire on "{expiresOn:day}", because it was earned on {earnedOn:day}. Give a later day.',
  'achievement.twice':
    'The record "{externalId}" is given twice, the first time in "{first:path}", with different values for: {fields:fields}. Send each record only once.',
  'achievement.recordedOtherwise':
    'The record "{externalId}" from "{source}" already exists, with different values for: {fields:fields}. Use "correctAchievement" to change it.',
  'achievement.revoked':
    'The achievement is already revoked from {on:day} on. Use "correctAchievement" to change that day.',
  'achievement.revokedOn.future':
    'The achievement cannot be revoked on "{on:day}", which is in the future. Give today, {today:day}, or an earlier day.',
  'achievement.revokedOn.order':
    'The achievement cannot be revoked on "{on:day}", because it was earned on {earnedOn:day}. Give that day or a later one.',

  'metric.month.future':
    'The month "{month:month}" is in the future. Give the current month, {latest:month}, or an earlier one.',
  'metric.amount': 'The amount "{amount}" is out of range. Give an amount from {min:exact} to {max:exact}.',
  'metric.places':
    '"{amount}" has too many decimal places. Metrics have {places:count}: write the amount like "1850.00".',
  'metric.twice':
    'The amount of "{metric}" for "{month:month}" is given twice, with another value in "{first:path}". Send each month of a metric only once.',

  'metric.version.none':
    'No amount of "{metric}" is recorded for "{month:month}", so the version is {version:version} and has never been {expected:version}. Give the version that you have read, or 0.',

  'month.notOver':
    'The month "{month:month}" is not over. Close it on {first:day} or later, when its data is complete.',
  'month.last':
    'The month "{month:month}" is the last month of the calendar, so it can never be closed. Give an earlier month.',
  'month.on.future':
    'The month cannot be closed on "{on:day}", which is in the future. Give today, {today:day}, or an earlier day.',
  'month.on.early': 'The month "{month:month}" was not over on "{on:day}". Give {first:day} or a later day.',
  'month.closed':
    'The month "{month:month}" was already closed on {on:day}. To change an amount in it, record the amount again.',

  'override.unknown': 'There is no override with the id "{id}".',
  'override.until':
    'The override cannot end on "{until:day}", because it begins on {from:day}. Give a later day.',
  'override.ended':
    'The override from {from:day} until {until:day} has already ended, so there is nothing to revoke.',

  'daySpan.empty': '"until" must be after {from:day}, but is "{until:day}".',
  'cohort.none':
    'There is no organization whose last term ends on or after {from:day} and before {until:day}. Give a different period.',
  'cohort.tooMany':
    '{count:count} memberships end in this period; at most {max:count} are allowed. Give a shorter period.',

  'money.negative': 'The amount must not be negative, but is "{amount}".',
  'money.currency': '"{currency}" is not a currency of ISO 4217 that is in use. Give a code such as "USD".',
  'money.places':
    '"{amount}" has too many decimal places. {currency} has {places:count}: write the amount like "{example}".',
  'money.max': '"{amount}" is too large. The largest amount in {currency} is "{max:exact}".',
  'membership.until':
    'The term cannot end on "{until:day}", because it starts on {from:day}. Give that day or a later one.',
  'membership.until.refunded':
    'The term cannot end on "{until:day}", because a refund ended it on {refundedOn:day}. Leave the end out, or give {last:day} or an earlier day.',
  'membership.purchasedOn':
    'The term cannot have been bought on "{purchasedOn:day}", which is in the future. Give today, {today:day}, or an earlier day.',
  'membership.purchasedOn.late':
    'The term cannot have been bought on "{purchasedOn:day}", because it starts on {from:day} and is not a renewal. Give that day or an earlier one.',
  'membership.purchasedOn.grace':
    'The term cannot have been bought on "{purchasedOn:day}", because a renewal that starts on {from:day} must be bought before {until:day}. Give an earlier day.',
  'membership.purchasedOn.ended':
    'The term cannot have been bought on "{purchasedOn:day}", because it ends on {until:day}. Give an earlier day.',
  'membership.refundedOn':
    'The term cannot have been refunded on "{refundedOn:day}". Give a day from {purchasedOn:day}, the day of the purchase, to today, {today:day}.',
  'membership.overlap':
    'The term would overlap the {level:level} term from {from:day} until {until:day}. Give different days.',

  'membership.unknown': 'There is no membership term with the id "{id}".',

  sentences: '{left} {right}',
  'quote.NEW': 'A new {level:level} membership from {from:day} until {until:day} costs {total:money}.',
  'quote.RENEWAL': 'A renewal at {level:level} from {from:day} until {until:day} costs {total:money}.',
  'quote.UPGRADE': 'An upgrade to {level:level} from {from:day} until {until:day} costs {total:money}.',
  'quote.UPGRADE.paidBack':
    'An upgrade to {level:level} from {from:day} until {until:day} costs nothing, and {back:money} is paid back.',
  'quote.refused': 'This membership cannot be bought on {on:day}.',
  'quote.profile.gained': 'The profile would show {competency} at {after:level}.',
  'quote.profile.changed': 'The profile would show {competency} at {after:level} instead of {before:level}.',
  'quote.profile.lost': 'The profile would no longer show {competency} (currently {before:level}).',

  'check.eligibleLevel.passed':
    '{level:level} can be bought: at least one competency is attained at {level:level} or higher.',
  'check.eligibleLevel.failed': '{level:level} cannot be bought: no competency is attained at {level:level}.',
  'check.eligibleLevel.toPass':
    'Attain a competency at {level:level}. The plan of your organization shows the cheapest way.',
  'check.eligibleLevel.later':
    'According to the recorded facts, {level:level} can be bought from {day:day} on. To buy it sooner, attain a competency at {level:level}. The plan of your organization shows the cheapest way.',
  'check.eligibleLevel.withheld.one':
    '{level:level} cannot be bought: {competencies:and} would be attained at {level:level}, but an override withholds it.',
  'check.eligibleLevel.withheld.other':
    '{level:level} cannot be bought: {competencies:and} would be attained at {level:level}, but overrides withhold them.',
  'check.eligibleLevel.withheld.toPass':
    'Ask the vendor to end the override that withholds {competencies:or}, or attain another competency at {level:level}. The plan of your organization shows the cheapest way.',
  'check.eligibleLevel.withheld.later':
    'According to the recorded facts, {level:level} can be bought from {day:day} on. To buy it sooner, ask the vendor to end the override that withholds {competencies:or}, or attain another competency at {level:level}. The plan of your organization shows the cheapest way.',
  'check.kindChosen.NEW': 'The order is for a new membership.',
  'check.kindChosen.RENEWAL': 'The order is a renewal.',
  'check.kindChosen.UPGRADE': 'The order is an upgrade.',
  'check.kindChosen.failed': 'Both a renewal and an upgrade are possible.',
  'check.kindChosen.toPass': 'Specify the kind of order.',
  'check.noRunningTerm.passed': 'No running term would overlap a new membership.',
  'check.noRunningTerm.failed': 'A {level:level} term is running until {until:day}.',
  'check.noRunningTerm.renew':
    'Order a renewal of the term that ends on {end:day} instead. The renewal can be bought on or after {from:day} and before {until:day}.',
  'check.noRunningTerm.renewOrUpgrade':
    'Order an upgrade to {levels:or} instead, or a renewal of the term that ends on {end:day}. The renewal can be bought on or after {from:day} and before {until:day}.',
  'check.noRunningTerm.upgradeOrWait': 'Order an upgrade to {levels:or} instead, or wait until {day:day}.',
  'check.noRunningTerm.wait': 'Wait until {day:day}.',
  'check.notInGrace.passed': 'No ended term is in its grace period.',
  'check.notInGrace.failed':
    'The term that ended on {end:day} is in its grace period: before {until:day}, only its renewal can be bought.',
  'check.notInGrace.toPass': 'Order a renewal of that term, or wait until {until:day}.',
  'check.renewalWindow.notYet':
    'The term that ends on {end:day} cannot be renewed yet: its renewal window lasts from {from:day} until {until:day}.',
  'check.renewalWindow.open':
    'The term that ends on {end:day} can be renewed: its renewal window lasts from {from:day} until {until:day}.',
  'check.renewalWindow.missed':
    'The term that ended on {end:day} can no longer be renewed: its renewal window lasted from {from:day} until {until:day}.',
  'check.renewalWindow.none': 'There is no term to renew.',
  'check.renewalWindow.wait': 'Wait until {from:day}.',
  'check.renewalWindow.orderNew': 'Order a new membership.',
  'check.lowerRunningTerm.passed':
    'The running {running:level} term, which ends on {until:day}, can be upgraded to {level:level}.',
  'check.lowerRunningTerm.failed':
    'The running {running:level} term, which ends on {until:day}, cannot be upgraded to {level:level}: only a term at a lower level can.',
  'check.lowerRunningTerm.none': 'There is no running term to upgrade.',
  'check.lowerRunningTerm.late':
    'Order a renewal of the term that ended on {end:day} instead, before {until:day}.',
  'check.lowerRunningTerm.wait': 'Wait until {until:day}, then order a new membership.',
  'check.noLaterTerm.passed': 'The new term does not overlap any other term.',
  'check.noLaterTerm.failed':
    'The new term would overlap the {level:level} term from {from:day} until {until:day}.',
  'check.noLaterTerm.toPass': 'Have that term refunded, or wait until it can be renewed.',
  'check.creditInCurrency.passed':
    'The payments for later terms can be credited: they were made in {currency}, the currency of the price.',
  'check.creditInCurrency.failed':
    'A later term was paid for in {other}, which cannot be credited against a price in {currency}.',
  'check.creditInCurrency.toPass': 'Have that term refunded first.',
  'check.withinCalendar.failed':
    'A term that starts on {from:day} would have no days, because {from:day} is the last day of the calendar.',
  'check.withinCalendar.toPass': 'Order a term that starts on an earlier day.',
  'purchase.total':
    'The total is {total:money}, not {expected:money}. Request the quote again, then decide whether to buy.',

  'refund.refunded': 'The term was already refunded on {on:day}.',
  'refund.ended':
    'The term from {from:day} until {until:day} has no days left to refund: it has ended, or an upgrade has replaced it.',
  'refund.days': 'The term was bought on {purchasedOn:day} and could only be refunded before {until:day}.',
  'refund.used':
    'The term cannot be refunded, because some of its benefits have already been used: {benefits:names}.',
  'refund.followed':
    'The {level:level} term from {from:day} until {until:day} follows this term. Have the later term refunded first.',

  'center.unknown': 'The catalogue has no center "{given}".',
  'center.unknown.near': 'The catalogue has no center "{given}". Did you mean {near:keys}?',
  'center.unknown.all': 'The catalogue has no center "{given}". Use {keys:keys}.',

  'benefit.unknown': 'The catalogue has no benefit "{given}".',
  'benefit.unknown.near': 'The catalogue has no benefit "{given}". Did you mean {near:keys}?',
  'benefit.unknown.all': 'The catalogue has no benefit "{given}". Use {keys:keys}.',
  'benefit.notOn':
    'The catalogue in force on {day:day} has no benefit "{given}", and the running term does not include it.',
  'benefit.quantity': 'The quantity must be at least {min:count}, not {quantity:count}.',
  'benefit.noMembership':
    'No membership is running on {today:day}, so there are no benefits to use. Buy or renew a membership first.',
  'benefit.refunded':
    'The {level:level} term that started on {from:day} was refunded on {until:day}, so its benefits can no longer be used. Buy a membership first.',
  'benefit.notIncluded': 'The membership does not include the benefit "{given}". {sources:sources}',
  'benefit.source.membership': 'A {level:level} membership includes it.',
  'benefit.source.competency':
    'A membership includes it while the profile shows {competency:name} at {level:level}.',
  'benefit.notEnough':
    'You asked for {requested:count} of "{benefit}", but only {remaining:count} of {quantity:count} are left in the term that ends on {until:day}. Ask for at most {remaining:count}.',
  'benefit.usedUp':
    '"{benefit}" is used up for the term that ends on {until:day} (used: {used:count} of {quantity:count}). The next term includes a new quantity.',

  'employee.email.form':
    '"{email}" is not an e-mail address. Give an address such as "ann@nordwind.example".',
  'employee.subject.notYours':
    'Only an agent of the vendor may set a subject. Leave it out: your account uses the subject of your token.',
  'employee.subject.known': 'The account already has a subject, which cannot be changed.',
  'employee.subject.taken': 'There is already an account with the subject "{subject}".',
  'employee.registered': 'You already have an account.',
  'employee.unregistered': 'You have no account yet. Create one with "registerEmployee".',
  'employee.unknown': 'There is no person with the id "{id}".',

  'affiliation.unknown': 'There is no affiliation with the id "{id}".',
  'affiliation.ended': 'The affiliation already ended on {until:day}.',
  'affiliation.end.past':
    'The affiliation cannot end on {on:day}, which is in the past. Give today, {today:day}, or a later day.',
  'affiliation.end.beforeStart':
    'The affiliation cannot end on {on:day}, before its first day, {from:day}. Give that day or a later one.',
  'affiliation.end.notEarlier':
    'The affiliation already ends on {until:day}, so it cannot end on {on:day}. Give an earlier day.',
  'affiliation.role.same': 'The role is already {role:role}.',
  'affiliation.from.future':
    'The affiliation cannot begin on {from:day}, which is in the future. Give today, {today:day}, or an earlier day.',
  'affiliation.overlap':
    'The person has an affiliation from {from:day} until {until:day}, and can have only one at a time. Give different days.',
  'affiliation.overlap.open':
    'The person has an affiliation from {from:day} on, and can have only one at a time. Give different days.',

  'association.here': 'You already belong to this organization (since {from:day}).',
  'association.perYear':
    'You may associate with an organization again from {day:day} on. The maximum number of associations in 12 months is {max:count}.',
  'association.daysBetween':
    'You may associate with an organization again from {day:day} on. The minimum number of days between two associations is {min:count}.',

  'invitation.hours': 'An invitation can be valid for {min:count} to {max:count} hours, not {hours:count}.',
  'invitation.unknown': 'There is no invitation with the id "{id}".',
  'invitation.accepted': 'The invitation was already accepted at {at:instant}.',
  'invitation.revoked': 'The invitation was already revoked at {at:instant}.',
  'invitation.expired': 'The invitation already expired at {at:instant}.',
  'invitation.opensNothing':
    'The invitation is not valid: it is unknown, expired, revoked or used. Ask for a new one.',
  'invitation.acceptedByYou': 'You already accepted this invitation at {at:instant}.',

  'apiKey.scopes.none': 'Give at least one scope.',
  'apiKey.expiry.past': 'The API key cannot expire at {at:instant}, which is in the past. Give a later time.',
  'apiKey.unknown': 'There is no API key with the id "{id}".',
  'apiKey.ended': 'The API key expired or was revoked at {at:instant}. Create a new one instead.',
  'apiKey.grace': 'The old key can remain valid for {min:count} to {max:count} hours, not {hours:count}.',

  'catalogue.bad': 'The catalogue {file} cannot be used:',
  'catalogue.unreadable': 'The catalogue {file} cannot be read: {reason}.',
  'catalogue.preview.problems':
    'The document cannot be published as it is, so there is nothing to preview. Number of problems: {count:count}. Use "checkCatalogue" to list them.',
  // Problems in a JSON document that people write, such as the catalogue. The place of the problem precedes the sentence.
  'document.problem': '{place}: {problem}',
  'document.json': 'The document is not valid JSON: {reason}.',
  'document.object': 'The document must be an object.',
  'document.repeated': 'This field appears a second time on line {line}.',
  'document.nesting': 'The document is nested {levels} levels deep here, which is too deep. Simplify it.',
  'document.missing': 'This field is missing.',
  'document.field': 'There is no field "{name}" here.',
  'document.fields.more.one': '{count} more field is unknown.',
  'document.fields.more.other': '{count} more fields are unknown.',
  'document.type.text': 'The value must be a string, not {given}.',
  'document.type.number': 'The value must be a number, not {given}.',
  'document.type.wholeNumber': 'The value must be a whole number, not {given}.',
  'document.type.flag': 'The value must be true or false, not {given}.',
  'document.type.list': 'The value must be a list, not {given}.',
  'document.type.object': 'The value must be an object, not {given}.',
  'document.oneOf': 'The value must be {allowed:or}, not {given}.',
  'document.empty': 'The value must not be empty.',
  'document.number.min': 'The number must be at least {min}, not {given}.',
  'document.number.max': 'The number must be at most {max}, not {given}.',
  'document.text.max': 'The text has {length} characters; at most {max} are allowed.',
  'document.list.max': 'The list has {length} entries; at most {max} are allowed.',
  'document.outerSpace': 'The text must not begin or end with a space.',
  'document.illFormed':
    'The text contains half of a character (a lone surrogate) or a NUL. Write the whole character, or leave it out.',
  'document.day': '{given} is not a day of the calendar (YYYY-MM-DD).',
  'document.decimals': '{amount} has too many decimal places. At most {places} are allowed.',
  'document.amount.max': 'The amount must be at most {max}, not {amount}.',
  'catalogue.document.key':
    'The key must consist of lower-case words joined by hyphens, such as "data-platform".',
  'catalogue.document.texts': 'The value must be a string, or an object with a string for each language.',
  'catalogue.document.language': '"{tag}" is not a language of catalogues. Use {languages:or}.',
  'catalogue.document.currency': 'The currency must be an ISO 4217 code, such as "USD".',
  'catalogue.document.price.decimals': '{amount} has too many decimal places. {currency} has {places}.',
  'catalogue.document.need':
    'The need must be the code of a credential, or one of these objects: {forms:or}.',
  'catalogue.document.requirement': 'The requirement must be one of these objects: {forms:or}.',
  'catalogue.document.timeZone':
    'The time zone is "{given}", but that of the programme is "{timeZone}" (LAUREL_TIME_ZONE). Make them the same.',
  'catalogue.document.appliesFrom':
    'The document says {given:day}, but the version is to apply from {appliesFrom:day}. Make them the same, or leave the field out.',
  'catalogue.document.center': 'The center "{key}" is not in this catalogue.',
  'catalogue.document.competency': 'The competency "{key}" is not in this catalogue.',
  'catalogue.document.credential': 'The credential "{key}" is not in this catalogue.',
  'catalogue.document.metric': 'The metric "{key}" is not in this catalogue.',
  'catalogue.document.repeated': '"{key}" is already used by {first}.',
  'catalogue.document.closes':
    'The number is {closes}, but the shortest term has only {shortest} days (termMonths: {termMonths}). Give a smaller number.',
  'catalogue.document.opens':
    'The number is {opens}, but the shortest term has only {shortest} days (termMonths: {termMonths}), so a renewal could be bought twice at the same time. With renewalClosesDaysAfter: {closes}, give at most {max}.',
  'catalogue.document.noPath': 'The competency "{competency}" has no path. Add one.',
  'catalogue.document.path.order': 'The path cannot end before it starts. Give a later day.',
  'catalogue.document.path.never':
    'The path "{path}" is not in force on any day. Change its days, or remove it.',
  'catalogue.document.path.retired':
    'The path "{path}" starts on {from:day}, but its competency is retired from {retiredOn:day} on, so the path is never in force. Make it start earlier, or remove it.',
  'catalogue.document.path.closed':
    'The path "{path}" is closed to every market: there is no market in which all its requirements can be met. Open it to at least one market.',
  'catalogue.document.ofThose': '"ofThose" asks for {some} people, but the group has only {all}.',
  'catalogue.document.threshold':
    'No market has a threshold, so nobody can meet this requirement. Give a threshold for at least one market.',
  'catalogue.document.accepted':
    'The credentials of this need are no longer accepted when the path comes into force. Use accepted credentials.',

  'catalogue.limit.document':
    'The document has {count} characters; at most {max} are allowed. Shorten it, or remove what no longer applies.',
  'catalogue.limit.values':
    'The document has {count} strings, numbers, lists and objects; at most {max} are allowed. Remove what no longer applies.',
  'catalogue.limit.text': 'The text has {count} characters; at most {max} are allowed. Shorten it.',
  'catalogue.limit.description':
    'The description has {count} characters; at most {max} are allowed. Shorten it.',
  'catalogue.limit.note': 'The note has {count} characters; at most {max} are allowed. Shorten it.',
  'catalogue.limit.name':
    'The name of a field has {count} characters; at most {max} are allowed. Shorten it.',
  'catalogue.limit.centers': 'The catalogue has {count} centers; at most {max} are allowed. Merge some.',
  'catalogue.limit.metrics':
    'The catalogue has {count} metrics; at most {max} are allowed. Remove those that no path uses.',
  'catalogue.limit.credentials':
    'The catalogue has {count} credentials; at most {max} are allowed. Remove those that no path uses.',
  'catalogue.limit.competencies':
    'The catalogue has {count} competencies; at most {max} are allowed. Remove retired ones, or merge some.',
  'catalogue.limit.pathsOfCompetency':
    'The competency has {count} paths; at most {max} are allowed. Remove those that have ended, or merge some.',
  'catalogue.limit.paths':
    'The competencies have {count} paths in total; at most {max} are allowed. Remove those that have ended, or merge some.',
  'catalogue.limit.valuesOfPath':
    'The path has {count} strings, numbers, lists and objects; at most {max} are allowed. Simplify it, or split it into two paths.',
  'catalogue.limit.offers':
    'The catalogue has {count} offers; at most {max} are allowed. Remove those that are no longer sold.',
  'catalogue.limit.benefits':
    'The catalogue has {count} benefits; at most {max} are allowed. Remove those that are no longer offered.',
  'catalogue.limit.reminderDays':
    'The policy has {count} reminders; at most {max} are allowed. Send fewer reminders.',
  'catalogue.limit.requirementsOfPath':
    'The path has {count} requirements, including nested ones; at most {max} are allowed. Simplify it, or split it into two paths.',
  'catalogue.limit.requirements':
    'All paths together have {count} requirements, including nested ones; at most {max} are allowed. Simplify some paths.',
  'catalogue.limit.windows':
    'The paths use {count} different windows (a metric over a number of months); at most {max} are allowed. Use the same window for more paths.',
  'catalogue.limit.monthsOfWindow': 'The window has {count} months; at most {max} are allowed. Shorten it.',
  'catalogue.limit.groups':
    'All paths together have {count} groups of people; at most {max} are allowed. Simplify some paths.',
  'catalogue.limit.groupsOfPath':
    'The path has {count} groups of people; at most {max} are allowed. Merge some, or split the path into two.',
  'catalogue.limit.slots':
    'All paths together ask for {count} people; at most {max} are allowed. Ask for fewer people on some paths.',
  'catalogue.limit.slotsOfPath':
    'The path asks for {count} people; at most {max} are allowed. Ask for fewer people.',
  'catalogue.limit.ways':
    'All paths together can be met in {count} ways by combining the alternatives of each path; at most {max} are allowed. Use fewer alternatives.',
  'catalogue.limit.waysOfPath':
    'The path can be met in {count} ways by combining its alternatives; at most {max} are allowed. Use fewer alternatives, or split it into several paths.',
  'catalogue.limit.parts':
    'The needs of all paths together have {count} parts (credentials, "all" and "any"); at most {max} are allowed. Simplify some needs.',
  'catalogue.limit.partsOfNeed':
    'The need has {count} parts (credentials, "all" and "any"); at most {max} are allowed. Simplify it.',
  'catalogue.limit.waysOfNeed':
    'The need can be met in {count} ways by combining its alternatives; at most {max} are allowed. Use fewer alternatives.',
  'catalogue.limit.waysOfGroup':
    'The group can be met in {count} ways by combining the alternatives of "each" and "ofThose"; at most {max} are allowed. Use fewer alternatives.',
  'catalogue.orMore': '{count}+',

  'catalogue.bytes':
    'All versions of the catalogue together would take up {bytes:count} bytes; at most {max:count} are allowed. Shorten the document.',
  'catalogue.tooSoon':
    'The version cannot apply from {appliesFrom:day}: the earliest possible day is {earliest:day}. Give that day or a later one.',

  // A sentence with a number has one version for each plural form of the language.
  'catalogue.version.unknown':
    'The catalogue has no version {version:version}. Give a number from {first:version} to {newest:version}.',
  'catalogue.center.added': 'The center "{name}" is added.',
  'catalogue.center.removed': 'The center "{name}" is removed.',
  'catalogue.center.changed': 'The center "{name}" changes.',
  'catalogue.competency.added': 'The competency "{name}" is added.',
  'catalogue.competency.removed': 'The competency "{name}" is removed.',
  'catalogue.competency.changed': 'The competency "{name}" changes.',
  'catalogue.path.added': 'The path "{name}" to {competency} at {level:level} is added.',
  'catalogue.path.removed': 'The path "{name}" to {competency} at {level:level} is removed.',
  'catalogue.path.changed': 'The path "{name}" to {competency} at {level:level} changes.',
  'catalogue.credential.added': 'The credential {code}, "{title}", is added.',
  'catalogue.credential.removed': 'The credential {code}, "{title}", is removed.',
  'catalogue.credential.changed': 'The credential {code}, "{title}", changes.',
  'catalogue.metric.added': 'The metric "{name}" is added.',
  'catalogue.metric.removed': 'The metric "{name}" is removed.',
  'catalogue.metric.changed': 'The metric "{name}" changes.',
  'catalogue.offer.added': 'The offer "{name}" is added.',
  'catalogue.offer.removed': 'The offer "{name}" is removed.',
  'catalogue.offer.changed': 'The offer "{name}" changes.',
  'catalogue.benefit.added': 'The benefit "{name}" is added to the membership at {level:level}.',
  'catalogue.benefit.removed': 'The benefit "{name}" is removed from the membership at {level:level}.',
  'catalogue.benefit.changed': 'The benefit "{name}" of the membership at {level:level} changes.',
  'catalogue.competencyBenefit.added': 'The benefit "{name}" is added to {competency} at {level:level}.',
  'catalogue.competencyBenefit.removed':
    'The benefit "{name}" is removed from {competency} at {level:level}.',
  'catalogue.competencyBenefit.changed': 'The benefit "{name}" of {competency} at {level:level} changes.',
  'catalogue.policy.changed': 'The policy of the programme changes.',
  // A changed field is shown like a row of a table: a label and two values.
  'catalogue.field': '{label}: {before} → {after}',
  'catalogue.field.inLanguage': '{label} ({language}): {before} → {after}',
  'catalogue.field.none': 'none',
  'catalogue.value.day': '{day:day}',
  'catalogue.value.numbers': '{numbers:and}',
  'catalogue.value.price': '{price:money}',
  'catalogue.field.sentence': '{field}.',
  'catalogue.label.acceptedUntil': 'No longer accepted from',
  'catalogue.label.associationsPerYear': 'Associations in twelve months',
  'catalogue.label.center': 'Center',
  'catalogue.label.daysBetweenAssociations': 'Days between two associations',
  'catalogue.label.description': 'Description',
  'catalogue.label.from': 'Effective from',
  'catalogue.label.kind': 'Kind',
  'catalogue.label.lastRegistrationOn': 'Last day of registration',
  'catalogue.label.level': 'Level',
  'catalogue.label.name': 'Name',
  'catalogue.label.overrideMonths': 'Months of an override',
  'catalogue.label.price': 'Price',
  'catalogue.label.quantity': 'Quantity in one term',
  'catalogue.label.refundDays': 'Days in which a refund is possible',
  'catalogue.label.reminderDays': 'Days before the end of a term with a reminder',
  'catalogue.label.renewalClosesDaysAfter': 'Days to renew after the end of a term',
  'catalogue.label.renewalOpensDaysBefore': 'Days to renew before the end of a term',
  'catalogue.label.replacedBy': 'Replaced by',
  'catalogue.label.requirements': 'Requirements',
  'catalogue.label.retiredOn': 'Retired from',
  'catalogue.label.retiresOn': 'Can no longer be earned from',
  'catalogue.label.termMonths': 'Months of a term',
  'catalogue.label.timeZone': 'Time zone',
  'catalogue.label.title': 'Title',
  'catalogue.label.unit': 'Unit',
  'catalogue.label.until': 'No longer effective from',
  'catalogue.label.upgradeDiscountPercent': 'Discount on an upgrade in percent',
  'catalogue.label.validityMonths': 'Months for which an achievement counts',
  'catalogue.label.value': 'Value',

  'rule.path': '{rule}.',
  'rule.path.from': 'From {from:day} on: {rule}.',
  'rule.path.until': 'Until {until:day}: {rule}.',
  'rule.path.between': 'From {from:day} until {until:day}: {rule}.',
  'rule.phrases': '{left}; {right}',
  'rule.phrases.and': '{left}; and {right}',
  'rule.phrases.or': '{left}; or {right}',
  'rule.brackets': '({inner})',
  'rule.people.one': '{count} person who holds {need}',
  'rule.people.other': '{count} people who each hold {need}',
  'rule.otherPeople.one': '{count} other person who holds {need}',
  'rule.otherPeople.other': '{count} other people who each hold {need}',
  'rule.people.ofThose.one': '{people} people who each hold {need}; {count} of them also holds {otherNeed}',
  'rule.people.ofThose.other': '{people} people who each hold {need}; {count} of them also hold {otherNeed}',
  'rule.otherPeople.ofThose.one':
    '{people} other people who each hold {need}; {count} of them also holds {otherNeed}',
  'rule.otherPeople.ofThose.other':
    '{people} other people who each hold {need}; {count} of them also hold {otherNeed}',
  'rule.need.credential': '{code}',
  'rule.need.all': '{of:and}',
  'rule.need.any': '{of:or}',
  'rule.need.anything': 'anything',
  'rule.need.impossible': 'a credential that nobody can hold',
  'rule.metric.one': '{metric} of at least {amount:amount} in the latest closed month',
  'rule.metric.other': '{metric} of at least {amount:amount} over {count} months',
  'rule.metric.byMarket.one':
    '{metric} of at least {developed:amount} (developed markets) or {developing:amount} (developing markets) in the latest closed month',
  'rule.metric.byMarket.other':
    '{metric} of at least {developed:amount} (developed markets) or {developing:amount} (developing markets) over {count} months',
  'rule.metric.DEVELOPED.one':
    '{metric} of at least {amount:amount} in the latest closed month (developed markets), closed to developing markets',
  'rule.metric.DEVELOPED.other':
    '{metric} of at least {amount:amount} over {count} months (developed markets), closed to developing markets',
  'rule.metric.DEVELOPING.one':
    '{metric} of at least {amount:amount} in the latest closed month (developing markets), closed to developed markets',
  'rule.metric.DEVELOPING.other':
    '{metric} of at least {amount:amount} over {count} months (developing markets), closed to developed markets',
  'rule.metric.closed.one': '{metric} in the latest closed month, closed to all markets',
  'rule.metric.closed.other': '{metric} over {count} months, closed to all markets',
  'rule.amount': '{amount} {unit}',

  'level.SILVER': 'Silver',
  'level.GOLD': 'Gold',
  'person.joiner': 'Joiner {number}',
  'person.unknown': 'Unknown person',

  // Each sentence must be true before, on and after its day.
  'cause.PERSON_JOINS': "{person}'s affiliation begins on {day:day}.",
  'cause.PERSON_LEAVES': "{person}'s affiliation ends on {day:day}.",
  'cause.CREDENTIAL_EARNED': "{person}'s {credential} is valid from {day:day} on.",
  'cause.CREDENTIAL_EXPIRES': "{person}'s {credential} is valid until {day:day}.",
  'cause.CREDENTIAL_REVOKED': "{person}'s {credential} is revoked from {day:day} on.",
  'cause.ACCEPTANCE_ENDS': '{credential} is accepted until {day:day}.',
  'cause.OVERRIDE_BEGINS': 'An override applies from {day:day} on.',
  'cause.OVERRIDE_ENDS': 'An override applies until {day:day}.',
  'cause.PATH_BEGINS': 'The path "{path}" of {competency} is in force from {day:day} on.',
  'cause.PATH_ENDS': 'The path "{path}" of {competency} is in force until {day:day}.',
  'cause.COMPETENCY_RETIRES': '{competency} is retired from {day:day} on.',
  'cause.CATALOGUE_APPLIES': 'Version {version} of the catalogue applies from {day:day} on.',
  'cause.MONTH_CLOSED': 'The closing of {month:month} on {day:day} changes the sums of {metrics:and}.',
  'cause.MEMBERSHIP_BEGINS': 'A {level:level} term begins on {day:day}.',
  'cause.MEMBERSHIP_ENDS': 'A {level:level} term ends on {day:day}.',

  'change.ATTAINED.begins': '{competency} is attained at {after:level}; previously, it was not attained.',
  'change.ATTAINED.moves': '{competency} is attained at {after:level} instead of {before:level}.',
  'change.ATTAINED.ends':
    '{competency} is no longer attained; previously, it was attained at {before:level}.',
  'change.DISPLAYED.begins': 'The profile shows {competency} at {after:level}; previously, it was not shown.',
  'change.DISPLAYED.moves': 'The profile shows {competency} at {after:level} instead of {before:level}.',
  'change.DISPLAYED.ends':
    'The profile no longer shows {competency}; previously, it was shown at {before:level}.',
  'change.ELIGIBLE.begins':
    'The highest membership that can be bought is {after:level}; previously, none could be bought.',
  'change.ELIGIBLE.moves':
    'The highest membership that can be bought is {after:level} instead of {before:level}.',
  'change.ELIGIBLE.ends':
    'No membership can be bought; previously, the highest that could be bought was {before:level}.',
  'change.MEMBERSHIP.begins': 'A {after:level} membership is running; previously, there was none.',
  'change.MEMBERSHIP.moves': 'The membership is {after:level} instead of {before:level}.',
  'change.MEMBERSHIP.ends': 'The {before:level} membership is no longer running.',
  'change.renewalAtRisk.true':
    'The renewal is at risk: a competency on the profile would not be attained at its displayed level on the renewal day.',
  // Also used when the membership has ended and nothing is left to renew.
  'change.renewalAtRisk.false': 'There is no longer a renewal at risk.',
  'change.willBeEligible.true': 'The membership can be renewed at the same level on the renewal day.',
  'change.willBeEligible.false': 'The membership cannot be renewed at the same level on the renewal day.',
  'change.willBeEligible.null': 'No membership is running, so there is none to renew.',

  'risk.none': 'No membership is running, so there is none to renew.',
  'risk.eligible':
    'According to the recorded facts, the membership can be renewed at {level:level} on {on:day}.',
  'risk.ineligible':
    'According to the recorded facts, the membership cannot be renewed at {level:level} on {on:day}.',
  'risk.lasting': 'All competencies on the profile would still be attained at their displayed levels.',
  'risk.endangered.one': '{count} competency on the profile would not be attained at its displayed level.',
  'risk.endangered.other':
    '{count} competencies on the profile would not be attained at their displayed levels.',
  'risk.competency.lost':
    'The profile shows {competency} at {displayed:level}, but on {on:day}, the renewal day, it would not be attained.',
  'risk.competency.lower':
    'The profile shows {competency} at {displayed:level}, but on {on:day}, the renewal day, it would be attained only at {expected:level}.',

  'repair.renewNow':
    'Renew on {on:day}: {level:level} can still be bought on that day, and eligibility depends on the day of the purchase.',
  'repair.endOverrides.one':
    'The override that withholds {competency} must end by {by:day}. The requirements are already met.',
  'repair.endOverrides.other':
    'The {count} overrides that withhold {competency} must end by {by:day}. The requirements are already met.',
  'repair.prove':
    'To attain {competency} at {level:level} by {by:day}, meet the requirements of the path "{path}".',
  'repair.step.person': '{person} must earn {credentials:and}.',
  'repair.step.hires.one': '{count} new person must earn {credentials:and}.',
  'repair.step.hires.other': '{count} new people must each earn {credentials:and}.',
  'repair.step.sales.one': 'The sum of {metric} in the latest closed month must grow by {amount:amount}.',
  'repair.step.sales.other': 'The sum of {metric} over {count} months must grow by {amount:amount}.',
  'repair.step.closing': 'For {metric} to count, the vendor must close a month.',
  'repair.step.overrides.one': 'The override that withholds the competency must end.',
  'repair.step.overrides.other': 'The {count} overrides that withhold the competency must end.',

  'profile.toCome': 'The profile for {on:day} is not public yet. Give today, {today:day}, or an earlier day.',

  'uncounted.NOT_YET_EARNED': 'It is valid only from {on:day} on.',
  'uncounted.EXPIRED': 'It is valid only until {on:day}.',
  'uncounted.REVOKED': 'It is revoked from {on:day} on.',
  'uncounted.NO_LONGER_ACCEPTED': 'Its credential is accepted only until {on:day}.',
  'uncounted.ELSEWHERE': "The person's affiliation ends on {on:day}.",
  'uncounted.NOT_YET_HERE': 'The person does not belong to the organization yet.',
  'uncounted.ON_NO_PATH': 'No path in force for this competency asks for it.',
  'uncounted.PERSON_ALREADY_USED': 'The person already fills a slot with other achievements.',
  'uncounted.PERSON_SPARE': 'It would count, but all slots are filled without this person.',
  'uncounted.NEED_INCOMPLETE':
    'It counts only together with other credentials, which the person does not hold.',

  'missing.people.one': 'One more person must hold {need}.',
  'missing.people.other': '{count} more people must each hold {need}.',
  'missing.amount': '{metric} lacks {amount:amount}.',
  'missing.month': '{metric} needs a closed month.',
  'missing.market': "{metric} has no threshold for the organization's market class.",
  'missing.effect': 'The path is not effective on this day.',

  'forecast.order': 'The forecast must end after {on:day}, not on {until:day}. Give a later day.',
  'timeline.order': 'The timeline must end after {from:day}, not on {until:day}. Give a later day.',
  'whatIf.tooMany': '{count:count} changes were given; at most {max:count} are allowed.',
  'whatIf.employee': 'This organization has no employee with the id "{id}".',
  'whatIf.achievement': 'No employee of this organization has an achievement with the id "{id}".',
  'whatIf.override': 'This organization has no override with the id "{id}".',
  'whatIf.credentials': '{count:count} credentials were given; at most {max:count} are allowed.',
  'whatIf.month.early':
    'The month "{month:month}" is not over on {on:day}, so it cannot be closed then. Give {first:day} or a later day.',
  'whatIf.span':
    'The override cannot end on {until:day}, before it begins on {from:day}. Give {from:day} or a later day.',

  'limit.tokens': 'The request has too many tokens; at most {max} are allowed.',
  'limit.depth': 'The request is {depth} levels deep; at most {max} are allowed.',
  'limit.aliases': 'The request has {aliases} aliases; at most {max} are allowed.',
  'limit.connections': 'The request has {connections} nested connections; at most {max} are allowed.',
  'limit.lists': 'The request has {lists} lists within each other; at most {max} are allowed.',
  'limit.sameType':
    'The request has {times} objects of the type {type} within each other; at most {max} are allowed.',
  'limit.cost':
    'The request would cost {cost} points; at most {max} are allowed. Ask for fewer or shorter lists.',
  'limit.cost.beyond':
    'The request would cost more than {max} points, the maximum. Ask for fewer or shorter lists.',
  'limit.organizationDays':
    'The request would evaluate more than {max} combinations of an organization and a day. Ask for fewer organizations or days.',
  'limit.listItems': 'A list in the variables has {count} items; at most {max} are allowed.',
  'limit.objectFields': 'An object in the variables has {count} fields; at most {max} are allowed.',
  'limit.variableValues': 'The variables have {count} items and fields in total; at most {max} are allowed.',
  'limit.bodyValues': 'The body has more than {max} values. Send fewer values in one request.',
  'limit.evaluation':
    'This evaluation would cost {points} points, but you have only {max} a minute. Ask for less in one request.',
  'limit.answer': 'The answer would be longer than {max} bytes. Ask for shorter lists or fewer fields.',
  'limit.answer.mutation':
    'The commands were carried out, but their answer would be longer than {max} bytes. Read their results with a query.',
  'limit.evaluations':
    'This evaluation costs {points} points, so the evaluations of the request would cost more than {max} in total. Ask for less in one request.',
  'limit.facts':
    'A request can evaluate organizations with at most {max} people and achievements in total. Ask for fewer organizations.',
  'limit.fieldErrors': 'More than {max} fields have failed. Ask for less in one request.',
  'limit.validation':
    'The document is too repetitive to be validated. Ask for each field once, and use at most {max} operations and fragments.',
  'limit.nesting': 'The lists and objects of the request are nested too deeply.',
  'limit.rate': 'You have spent all {max} points for this minute. Try again in {seconds} s.',
  'limit.rate.rest':
    'The request needs {points} points, but only {left} of your {max} points for this minute are left. Try again in {seconds} s.',
  'limit.credentials':
    'Your address has sent too many requests with wrong credentials. Try again in {seconds} s.',
  'limit.time': 'The request timed out after {seconds} s. Ask for less in one request.',
  'limit.time.mutation':
    'The request timed out after {seconds} s. It may have been carried out: send it again with the same idempotency key.',
  'limit.body': 'The body of the request is too large: at most {max} bytes are allowed.',

  // When the schema is hidden, these sentences replace the messages of graphql-js, which name types and suggest fields.
  'hidden.field': 'Cannot query field "{field}" here.',
  'hidden.argument': 'Unknown argument "{argument}" on field "{field}".',
  'hidden.argument.null': 'The argument "{argument}" must not be null.',
  'hidden.argument.missing': 'Field "{field}" lacks a required argument.',
  'hidden.selection': 'Field "{field}" must have a selection of subfields.',
  'hidden.selection.none': 'Field "{field}" must not have a selection of subfields.',
  'hidden.conflict': 'Fields "{field}" conflict. Use different aliases to fetch both.',
  'hidden.fragment': 'The fragment cannot be spread here, because no object can have its type.',
  'hidden.variable': 'Variable "{variable}" of type "{type}" cannot be used here.',
  'hidden.variable.null': 'Variable "{variable}" must be non-nullable to be used here.',
  'hidden.inputField': 'Field "{field}" is not defined by this input.',
  'hidden.inputField.missing': 'The input lacks a required field.',
  'hidden.inputField.null': 'Field "{field}" must be non-null.',
  'hidden.inputField.one': 'The input must have exactly one field.',
  'hidden.input': 'The value must be an object.',
  'hidden.enum': 'The value must be the name of an enum value.',
  'hidden.enum.value': 'Value "{value}" does not exist here.',
  'hidden.literal': 'Unexpected value: {value}',
  'hidden.null': 'The value must not be null.',
  'hidden.other': 'The request does not match the schema.',

  'error.busy':
    'The database is busy with other requests, so this was not carried out. Send it again in a moment.',
  'request.json': 'The body of the request is not valid JSON: {problem}.',
  'request.json.forbiddenKey':
    'The body of the request contains the key "__proto__" or "constructor", which is not allowed. Remove it.',
  'request.type':
    'The body of the request has the type "{type}", which is not supported. Send "Content-Type: application/json".',
  'request.accept':
    'The request was not carried out, because the Accept header "{accept}" allows neither of the media types that the server can send. Allow application/graphql-response+json or application/json.',
  'request.subscription': 'Subscriptions are not supported. Use a query.',
  'request.bodies':
    'Too many long requests are arriving at the same time. Send the request again in a moment, with a Content-Length header.',
  'request.draining': 'The server is shutting down. Send the request again.',
  'import.help': `Imports achievements or metrics from a file of any size.

  npm run import -- achievements FILE --source NAME [options]
  npm run import -- metrics FILE [options]

FILE is CSV with a header, or JSON Lines, in UTF-8; "-" means standard input. An empty field or null means "not given".
  achievements  employeeId or subject, credential, earnedOn, externalId; optional: expiry (a day, NEVER or BY_VALIDITY)
  metrics       organizationId or organizationKey, metric, month, amount (a later row replaces an earlier one)

  --source NAME    where the achievements come from, such as the name of a testing centre's feed
  --dry-run        change nothing; show which rows and statuses would change, and from which day
  --format FORMAT  csv or jsonl (default: from the file name: .csv, .jsonl, .ndjson)
  --report FILE    where refused rows are listed, as CSV: line, column, code, message
                   (default: FILE.refused.csv, or FILE.dry-run.csv for a dry run); only its owner can read it
  --reason TEXT    the reason, for the audit log
  --actor NAME     who runs the import, for the audit log (default: {actor})
  --batch N        rows recorded in one transaction, at most {max} (default: {batch})

An interrupted import resumes where it stopped when it is started again with the same file. Importing a file again
applies only what has changed since. LAUREL_DATABASE selects the database.

Exit status: 0 when every row was accepted, 1 when some were refused, 2 when nothing was imported or the import failed.`,
  'import.usage':
    'Say what to import, and give one file: "npm run import -- achievements FILE --source NAME" or "npm run import -- metrics FILE". See --help.',
  'import.kind': '"{kind}" cannot be imported. Use one of: {allowed}.',
  'import.option.unknown': 'There is no option "{option}". See --help.',
  'import.option.near': 'There is no option "{option}". Did you mean "{near}"?',
  'import.option.value': 'The option "{option}" needs a value.',
  'import.option.noValue': 'The option "{option}" takes no value. Leave the value out.',
  'import.format': 'The format "{format}" is not supported. Use one of: {allowed}.',
  'import.format.unknown':
    'The name "{file}" does not show whether the file is CSV or JSON Lines. Add --format csv or --format jsonl.',
  'import.source':
    'Give the source of the achievements with --source. Source and external id together identify a record.',
  'import.source.none': 'Metrics have no source. Leave --source out.',
  'import.batch': 'The batch size "{batch}" is not valid. Give a whole number from 1 to {max}.',
  'import.unreadable': 'The file "{file}" cannot be read: {reason}.',
  'import.noFile': '"{file}" is not a file. Give the path of a file.',
  'import.report.same': 'The report would overwrite the file "{file}". Give another path with --report.',
  'import.report.unwritable':
    'The report "{path}" cannot be written: {reason}. Give another path with --report.',
  'import.report.exposed':
    'Other users can read the report "{path}", and its permissions cannot be changed: {reason}. Give another path with --report.',
  'import.report.elsewhere':
    'Another import is writing the report "{path}". Wait until it has finished. If it imports another file, you can also give another path with --report.',
  'import.report.full':
    'The report "{path}" could not be written completely. Free some disk space, then start the import again: it resumes where it stopped.',
  'import.elsewhere':
    'Another process is importing the same file, or was until a moment ago. Wait until it has finished, then start the import again.',

  'import.header.none': 'The file has no header. Its first line must name the columns, such as "{needed}".',
  'import.header.fault': 'The header cannot be read. {reason}',
  'import.header.twice': 'The header has the column "{name}" more than once.',
  'import.header.missing': 'The header lacks the column "{name}".',
  'import.header.missingOneOf': 'The header needs the column "{one}" or the column "{other}".',
  'import.column.unknown': 'There is no column "{name}". The columns are: {columns:fields}.',
  'import.column.near': 'There is no column "{name}". Did you mean {near:keys}?',
  'import.column.more.one': '{count} more column is unknown.',
  'import.column.more.other': '{count} more columns are unknown.',

  'import.line.tooLong': 'The line is longer than {max:count} bytes, the maximum for a row.',
  'import.line.encoding': 'The line is not UTF-8. Save the file as UTF-8.',
  'import.csv.unclosed': 'A quotation mark opens a field here and is never closed.',
  'import.csv.quoteInside':
    'A field contains a quotation mark. Put the whole field in quotation marks, and double the one inside.',
  'import.csv.afterQuote':
    'The quotation mark that closes a field must be followed by a comma or the end of the line.',
  'import.csv.fields': 'The row has {fields:count} fields, but the header has {columns:count} columns.',
  'import.json.unreadable': 'The line is not valid JSON: {reason}.',
  'import.json.noObject':
    'The line is valid JSON, but not an object. Write an object with the columns as fields.',
  'import.missing': '"{column}" is missing.',
  'import.nested': '"{column}" is a list or an object. Give a single value.',
  'import.text': '{value} is not a string.',
  'import.expiry':
    '{value} is not an expiry. Give a day of the calendar as YYYY-MM-DD, NEVER or BY_VALIDITY.',
  'import.day': '{value} is not a day of the calendar. Write it as YYYY-MM-DD.',
  'import.month': '{value} is not a month of the calendar. Write it as YYYY-MM.',
  'import.decimal': '{value} is not a decimal number. Write it as text, such as "1850.00".',
  'import.oneOf': 'Give either "{one}" or "{other}", not both.',

  'progress.rows': '{count} rows, {rate} a second',
  'progress.rows.ofTotal': '{bar} {count} rows, {rate} a second, {left} left',
  'progress.organizations': '{count} organizations, {rate} a second',
  'progress.organizations.ofTotal': '{bar} {count} organizations, {rate} a second, {left} left',
  'import.resumed': 'Resumed after line {lines}: everything up to that line was already imported.',
  'import.done': 'Rows: {created} new, {updated} changed, {unchanged} unchanged, {refused} refused.',
  'import.refused': 'The refused rows and the reasons are in {report}.',
  'import.dryRun':
    'Dry run: nothing was changed. Rows: {created} would be new, {updated} changed, {unchanged} unchanged, {refused} refused.',
  'import.dryRun.nothing': 'The file would change no facts.',
  'import.dryRun.organizations.one': 'The file would change the facts of {count} organization.',
  'import.dryRun.organizations.other': 'The file would change the facts of {count} organizations.',
  'import.dryRun.same': 'No status would change.',
  'import.dryRun.statuses':
    'Organizations whose status would change: {changing}; with a gain: {gaining}; with a loss: {losing}.',
  'import.organization': '{name} ({key})',
  'import.effect.noLevel': 'no level',
  'import.effect.attained.from': '{sign} from {from:day}: {competency}: {before} → {after}',
  'import.effect.attained.between':
    '{sign} from {from:day} until {until:day}: {competency}: {before} → {after}',
  'import.effect.displayed.from': '{sign} from {from:day}: {competency} on the profile: {before} → {after}',
  'import.effect.displayed.between':
    '{sign} from {from:day} until {until:day}: {competency} on the profile: {before} → {after}',
  'import.effect.eligible.from':
    '{sign} from {from:day}: highest membership that can be bought: {before} → {after}',
  'import.effect.eligible.between':
    '{sign} from {from:day} until {until:day}: highest membership that can be bought: {before} → {after}',
  'import.effect.membership.from': '{sign} from {from:day}: membership: {before} → {after}',
  'import.effect.membership.between':
    '{sign} from {from:day} until {until:day}: membership: {before} → {after}',
  'import.effect.atRisk.from': '{sign} from {from:day}: renewal at risk: no → yes',
  'import.effect.atRisk.between': '{sign} from {from:day} until {until:day}: renewal at risk: no → yes',
  'import.effect.safe.from': '{sign} from {from:day}: renewal at risk: yes → no',
  'import.effect.safe.between': '{sign} from {from:day} until {until:day}: renewal at risk: yes → no',
  'import.effect.willBeEligible.from':
    '{sign} from {from:day}: renewal possible at the same level on the renewal day: yes',
  'import.effect.willBeEligible.between':
    '{sign} from {from:day} until {until:day}: renewal possible at the same level on the renewal day: yes',
  'import.effect.willNotBeEligible.from':
    '{sign} from {from:day}: renewal possible at the same level on the renewal day: no',
  'import.effect.willNotBeEligible.between':
    '{sign} from {from:day} until {until:day}: renewal possible at the same level on the renewal day: no',

  'verify.none': '{place}: Compared none of {total} organizations.',
  'verify.agree.one': '{place}: Compared {count} of {total} organizations. It agrees with the facts.',
  'verify.agree.other': '{place}: Compared {count} of {total} organizations. All agree with the facts.',
  'verify.differ.one':
    '{place}: Compared {compared} of {total} organizations. {count} differs from the facts.',
  'verify.differ.other':
    '{place}: Compared {compared} of {total} organizations. {count} differ from the facts.',
  'verify.repaired.one':
    '{place}: Compared {compared} of {total} organizations. {count} differed from the facts and was repaired.',
  'verify.repaired.other':
    '{place}: Compared {compared} of {total} organizations. {count} differed from the facts and were repaired.',
  'verify.skipped.one':
    'Skipped {count} outdated organization, which searches evaluate until it is refilled.',
  'verify.skipped.other':
    'Skipped {count} outdated organizations, which searches evaluate until they are refilled.',
  'verify.missing': '{name} ({id}): missing span from {from:day} to {to:day}: {values}',
  'verify.wrong': '{name} ({id}): wrong span from {from:day} to {to:day}: {values}',
  'verify.sample': '"{sample}" is not a sample size. Give a whole number above zero, such as --sample 1000.',
  'verify.usage': '{reason}\nUsage: npm run verify [-- --sample 1000] [--repair]',
  'refill.none': '{place}: No status is outdated.',
  'refill.done.one': '{place}: Refilled the status of {count} organization.',
  'refill.done.other': '{place}: Refilled the status of {count} organizations.',
  'refill.left.one': '{count} organization is left.',
  'refill.left.other': '{count} organizations are left.',
  'refill.locked.one': 'Waiting for {count} organization that another transaction has locked.',
  'refill.locked.other': 'Waiting for {count} organizations that other transactions have locked.',
  'refill.usage': '{reason}\nUsage: npm run refill',

  'error.internal':
    'Something went wrong on our side. Tell us the error id {errorId}, so that we can find the cause.',
} as const;
