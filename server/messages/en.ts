/**
 * Every sentence that people read, in English. A translation is a file beside this one with the same keys;
 * what stands in braces is filled in. Sentences say what is wrong, the value in quotes, and what to do.
 */
export const en = {
  'access.unauthenticated':
    'Sign in to ask for {field}: send "Authorization: Bearer …" with a token or an API key.',
  'access.unauthenticated.person': 'Sign in to ask for {field}: send "Authorization: Bearer …" with a token.',
  'access.forbidden': 'You may not ask for {field}. {audience}',
  'access.bearer': 'The Authorization header must be "Bearer", a space, and a token or an API key.',
  'access.token.expired': 'The token has expired. Sign in again.',
  'access.token.invalid': 'The token is not one that this server accepts: {reason}.',
  'access.issuer':
    'Your token cannot be checked just now, because its issuer does not answer. Try again later.',
  'access.apiKey.unknown':
    'The API key opens nothing: it is unknown, expired or revoked. Ask an admin for a new one.',

  'page.sandbox.offline':
    'Apollo Sandbox is loaded from the internet, which does not answer. This page needs no internet:',

  'paging.direction': 'Ask for either "first" or "last", from 1 to {most}.',
  'paging.side': '"{cursor}" goes with "{argument}": without it, leave "{cursor}" out.',
  'paging.size': '"{argument}" is {value}, but must be from 1 to {most}.',
  'search.outdated':
    'A change that concerns everybody is still being worked in, and this search would have to evaluate more than {most} organizations by itself. Ask again in about {seconds} s.',
  'paging.cursor': '"{value}" is not a cursor of this list. Take one from pageInfo or an edge.',

  'paging.cursor.gone': 'What the cursor stands for is no longer in the list. Begin the list again.',

  'id.unknown': '"{value}" is not the id of {what}.',
  'nodes.tooMany': '{count} ids were named; at most {most} are possible.',
  'nodes.repeated': 'The id "{id}" was named more than once. Name each id once.',
  'organizations.countries': 'No organization is in both "{a}" and "{b}". Give the country once.',
  'organization.which': 'Name one organization, by either "id" or "key".',

  'text.field': '"{field}"',
  'text.empty': '{what} must not be empty.',
  'text.tooLong': '{what} has {length} characters; at most {most} are possible.',
  'text.outerSpace': '{what} "{value}" must not begin or end with a space.',
  'text.invisible': '{what} must have visible characters and no controls of the direction of writing.',
  'text.control': '{what} contains a control character. Remove it.',
  'text.illFormed':
    '{what} contains half of a character (a lone surrogate). Send the whole character, or leave it out.',

  'idempotencyKey.reused':
    'The idempotency key "{key}" was used within 24 hours for other arguments. Use a new one for a new command.',
  'idempotencyKey.elsewhere':
    'The idempotency key "{key}" was used for this within 24 hours, while you belonged to another organization. Nothing was done now: use a new one if it is to be done here.',

  'version.changed':
    'It has version {version} by now, not {expected}: somebody has changed it. Look at it again, then decide.',

  'organization.name': 'The name',
  'organization.city': 'The city',
  'organization.description': 'The description',
  'organization.key.form':
    'The key "{key}" must be lower-case words joined by hyphens, such as "nordwind-it", at most {most} characters.',
  'organization.key.cannotBeMade':
    'No key can be made from the name "{name}". Give one, such as "nordwind-it".',
  'organization.key.taken': 'The key "{key}" belongs to another organization. "{free}" is free.',
  'organization.country': '"{country}" is not the ISO 3166-1 code of a country, such as "DE".',
  'organization.country.near': '"{country}" is not the ISO 3166-1 code of a country. Did you mean "{near}"?',
  'organization.websiteItself': 'The website',
  'organization.website':
    '"{website}" is not a website. Write its whole address, such as "https://nordwind.example".',
  'organization.language': '"{language}" is not a BCP 47 tag of a language, such as "de" or "pt-BR".',
  'organization.languages.tooMany': '{count} languages were named; at most {most} are possible.',
  'organization.unknown': 'There is no organization with the id "{id}".',
  'organization.unknownKey': 'There is no organization with the key "{key}".',
  'organization.whichOfRow': 'Name the organization by either "organizationId" or "organizationKey".',
  'organization.market.vendors':
    'Only an agent of the vendor may change the market, since thresholds of sales depend on it. Leave it out.',
  'organization.country.vendors':
    'Only an agent of the vendor may change the country, since it decides on the market. Leave it out.',

  'employee.unknownSubject': 'There is no person with the subject "{subject}".',
  'employee.which': 'Name the person by either "employeeId" or "subject".',

  'rows.count': '{count} rows were sent; 1 to {most} are possible.',
  'calendar.ends': 'Counted from {from} on, the calendar ends before. Name the end, or an earlier day.',

  'known.word': '"{word}"',
  'known.among': 'Name {words}.',
  'credential.unknown': 'The catalogue has no credential "{given}".',
  'credential.unknown.near': 'The catalogue has no credential "{given}". Did you mean "{near}"?',
  'competency.unknown': 'The catalogue has no competency "{given}".',
  'competency.unknown.near': 'The catalogue has no competency "{given}". Did you mean "{near}"?',
  'competency.notOn': 'The catalogue of {day} has no competency "{given}".',
  'competency.retired':
    'The competency "{given}" is retired from {day}: it is neither granted nor withheld since.',
  'offer.unknown': 'The catalogue of the day has no offer "{given}".',
  'offer.unknown.near': 'The catalogue of the day has no offer "{given}". Did you mean "{near}"?',
  'metric.unknown': 'The catalogue has no metric "{given}".',
  'metric.unknown.near': 'The catalogue has no metric "{given}". Did you mean "{near}"?',

  'achievement.unknown': 'There is no achievement with the id "{id}".',
  'achievement.source': 'The source',
  'achievement.externalId': 'The external id',
  'achievement.earnedOn.future':
    'It cannot be earned on "{earnedOn}", which is in the future. Name today, {today}, or an earlier day.',
  'achievement.expiresOn.order':
    'It cannot expire on "{expiresOn}", since it is earned on {earnedOn}. Name a later day.',
  'achievement.expiry.one': 'Say "{first}" or "{second}", not both.',
  'achievement.recordedOtherwise':
    'The record "{externalId}" of "{source}" is here already, with another value of: {fields}. Use correctAchievement to change it.',
  'achievement.revoked': 'It was revoked from {on} already. Use correctAchievement to change that.',
  'achievement.revokedOn.future':
    'It cannot be revoked on "{on}", which is in the future. Name today, {today}, or an earlier day.',
  'achievement.revokedOn.order':
    'It cannot be revoked on "{on}", since it is earned on {earnedOn}. Name that day or a later one.',
  'achievement.revocation.one': 'Say "revokedOn" or "neverRevoked", not both.',

  'metric.month.future': 'The month "{month}" is in the future: today is {today}.',
  'metric.amount': 'The amount "{amount}" is beyond what can be recorded: at most {most}, up or down.',
  'metric.twice':
    'The row {first}, counted from 0, has "{metric}" in "{month}" already. Send each month of a metric once.',

  'metric.version.none':
    'Nothing is recorded of "{metric}" in "{month}", so its version is 0, not {expected}. Look at it again, then decide.',

  'month.notOver': 'The month "{month}" is not over: today is {today}. Close it when its feed is complete.',
  'month.on.future':
    'The month cannot be closed on "{on}", which is in the future. Name today, {today}, or an earlier day.',
  'month.on.early': 'The month "{month}" was not over on "{on}". Name {first} or a later day.',
  'month.closed': 'The month "{month}" was closed on {on}. To change an amount in it, record it again.',

  'override.unknown': 'There is no override with the id "{id}".',
  'override.level.missing': 'Name the level that a GRANT lifts to.',
  'override.level.idle': 'A WITHHOLD takes every level away. Leave the level out.',
  'override.until': 'The override would end on "{until}", but begins on {from}. Name a later day.',
  'override.ended': 'The override has ended: it was for the days from {from} until {until}.',

  'cohort.span': 'No day is from {from} until "{until}". Name a later end.',
  'cohort.none':
    'No membership ends from {from} on and before {until}, without a term that follows. Name other days.',
  'cohort.tooMany': '{count} memberships end in these days; at most {most} are possible. Name fewer days.',

  'money.negative': 'The amount "{amount}" is less than nothing.',
  'money.currency': '"{currency}" is not the ISO 4217 code of a currency, such as "USD".',
  'membership.paymentReference': 'The reference of the payment',
  'membership.endsOn':
    'The term cannot end on "{endsOn}", since it starts on {startsOn}. Name that day or a later one.',
  'membership.endsOn.refunded':
    'The term cannot end on "{endsOn}", since it was refunded on {refundedOn}, which ended it. Leave the end out, or name {last} at the latest.',
  'membership.purchasedOn':
    'The purchase cannot be on "{purchasedOn}", which is in the future. Name today, {today}, or an earlier day.',
  'membership.purchasedOn.late':
    'The purchase cannot be on "{purchasedOn}", since the term starts on {startsOn} and is no renewal. Name that day or an earlier one.',
  'membership.purchasedOn.grace':
    'The purchase cannot be on "{purchasedOn}": the renewal from {startsOn} on could be bought before {until}. Name an earlier day.',
  'membership.purchasedOn.ended':
    'The purchase cannot be on "{purchasedOn}", since the term ended on {endsOn}. Name an earlier day.',
  'membership.refundedOn':
    'The refund cannot be on "{refundedOn}": name a day from that of the purchase, {purchasedOn}, to today, {today}.',
  'membership.overlap':
    'It would overlap the {level} term from {startsOn} until {endsOn}. Terms never overlap: name other days.',

  'membership.unknown': 'There is no term of membership with the id "{id}".',

  sentences: '{left} {right}',
  'kind.NEW': 'a new membership',
  'kind.RENEWAL': 'a renewal',
  'kind.UPGRADE': 'an upgrade',
  'quote.NEW': 'A new {level} membership from {from} until {until} costs {total}.',
  'quote.RENEWAL': 'A renewal at {level} from {from} until {until} costs {total}.',
  'quote.UPGRADE': 'An upgrade to {level} from {from} until {until} costs {total}.',
  'quote.UPGRADE.paidBack':
    'An upgrade to {level} from {from} until {until} costs nothing: {back} is paid back.',
  'quote.refused': 'It may not be bought on {on}.',
  'quote.profile.gained': 'The profile would show {competency} at {after}.',
  'quote.profile.changed': 'The profile would show {competency} at {after} instead of {before}.',
  'quote.profile.lost': 'The profile would no longer show {competency}, which it shows at {before}.',

  'check.eligibleLevel.passed': '{level} may be bought: a competency is attained at least at {level}.',
  'check.eligibleLevel.failed': '{level} may not be bought: no competency is attained at {level}.',
  'check.eligibleLevel.toPass':
    'Attain one at {level}: the plan of your organization tells the cheapest way.',
  'check.eligibleLevel.later':
    'By what is known it may be bought from {day} on. To have it sooner, attain one at {level}: the plan of your organization tells the cheapest way.',
  'check.eligibleLevel.withheld.one':
    '{level} may not be bought: {competencies} would be attained at {level}, but is withheld by an override.',
  'check.eligibleLevel.withheld.other':
    '{level} may not be bought: {competencies} would be attained at {level}, but are withheld by overrides.',
  'check.eligibleLevel.withheld.toPass':
    'The override that withholds {competencies} must end: ask the vendor. Or attain another one at {level}: the plan of your organization tells the cheapest way.',
  'check.eligibleLevel.withheld.later':
    'By what is known it may be bought from {day} on. To have it sooner, ask the vendor to end the override that withholds {competencies}, or attain another one at {level}: the plan of your organization tells the cheapest way.',
  'check.kindChosen.passed': 'The order is {kind}.',
  'check.kindChosen.failed': 'The order may be {kinds}.',
  'check.kindChosen.toPass': 'Say which is meant.',
  'check.noRunningTerm.passed': 'No term runs.',
  'check.noRunningTerm.failed': 'A {level} term runs until {until}.',
  'check.noRunningTerm.renew': 'Order its renewal in these days.',
  'check.noRunningTerm.renewOrUpgrade': 'Order its renewal in these days, or an upgrade to {levels}.',
  'check.noRunningTerm.upgradeOrWait': 'Order an upgrade to {levels}, or wait until {day}.',
  'check.noRunningTerm.wait': 'Wait until {day}.',
  'check.notInGrace.passed': 'No term that has ended may still be renewed.',
  'check.notInGrace.failed':
    'The last term ended on {end}, and only its renewal may be bought before {until}.',
  'check.notInGrace.toPass': 'Order its renewal, or wait until {until}.',
  'check.renewalWindow': 'The term until {end} may be renewed from {from} on and before {until}.',
  'check.renewalWindow.none': 'There is no term to renew.',
  'check.renewalWindow.wait': 'Wait until {from}.',
  'check.renewalWindow.anew': 'Order a new membership.',
  'check.lowerRunningTerm': 'The {running} term until {until} runs.',
  'check.lowerRunningTerm.none': 'No term runs that could be upgraded.',
  'check.lowerRunningTerm.late': 'Order the renewal of the term that ended on {end}, before {until}.',
  'check.lowerRunningTerm.below': 'Only a term below {level} can be upgraded to it.',
  'check.noLaterTerm.passed': 'No other term has any of these days.',
  'check.noLaterTerm.failed': 'The {level} term from {from} until {until} has some of these days.',
  'check.noLaterTerm.toPass': 'Terms never overlap. Have that one refunded, or wait until it can be renewed.',
  'check.creditInCurrency.passed': 'What was paid for later terms was paid in {currency}, as the price is.',
  'check.creditInCurrency.failed':
    'What was paid for a later term in {other} cannot be taken off a price in {currency}.',
  'check.creditInCurrency.toPass': 'Have that term refunded first.',
  'check.withinCalendar.failed': 'A term from {from} on has no day: the calendar ends with it.',
  'check.withinCalendar.toPass': 'Order a term that begins on an earlier day.',
  'purchase.total': 'The total is {total}, not {expected}. Ask for the quote again, then decide.',

  'refund.refunded': 'It was refunded on {on} already.',
  'refund.ended':
    'No day of the term from {from} until {until} is left: it has ended, or an upgrade has taken its place.',
  'refund.days': 'It was bought on {purchasedOn} and could be refunded before {until}.',
  'refund.used': 'Benefits of it were used already: {benefits}.',
  'refund.followed': 'The {level} term from {from} on follows it. Have that one refunded first.',

  'center.unknown': 'The catalogue has no center "{given}".',
  'center.unknown.near': 'The catalogue has no center "{given}". Did you mean "{near}"?',

  'benefit.unknown': 'The catalogue has no benefit "{given}".',
  'benefit.unknown.near': 'The catalogue has no benefit "{given}". Did you mean "{near}"?',
  'benefit.notOn': 'The catalogue of {day} has no benefit "{given}", and the running term does not give it.',
  'benefit.quantity': 'The quantity "{quantity}" is less than 1. Name how many are used.',
  'benefit.noMembership':
    'No membership runs on {today}, so there are no benefits to use. Buy or renew a membership first.',
  'benefit.refunded':
    'The {level} term from {from} was refunded on {on}, so its benefits can no longer be used. Buy a membership first.',
  'benefit.notIncluded': 'The membership does not give "{given}". It comes with {sources}.',
  'benefit.source.membership': 'a {level} membership',
  'benefit.source.competency': '{competency} on the profile at {level}',
  'benefit.notEnough':
    'You asked for {asked} of "{benefit}", but {remaining} of {quantity} are left in the term until {until}. Ask for at most {remaining}.',
  'benefit.usedUp':
    'Nothing is left of "{benefit}" in the term until {until}: it gives {quantity}, and {used} were used. The next term begins anew.',

  'employee.name': 'The name',
  'employee.email': 'The e-mail address',
  'employee.email.form': '"{email}" is not an e-mail address, such as "ann@nordwind.example".',
  'employee.subject': 'The subject',
  'employee.subject.notYours':
    'Only an agent of the vendor may name a subject. Leave it out: your own account has the one of your token.',
  'employee.subject.known': 'The account has a subject already, which stays the same.',
  'employee.subject.taken': 'The subject "{subject}" has an account already.',
  'employee.registered': 'You have an account already.',
  'employee.unregistered': 'You have no account yet. Make one with registerEmployee.',
  'employee.unknown': 'There is no person with the id "{id}".',

  'affiliation.unknown': 'There is no affiliation with the id "{id}".',
  'affiliation.ended': 'The affiliation ended on {until}.',
  'affiliation.end.past': 'The end {on} has passed. Name today, {today}, or a later day.',
  'affiliation.end.beforeStart':
    'The affiliation began on {from}, so it cannot end on {on}. Name a later day.',
  'affiliation.end.notEarlier': 'The affiliation ends on {until} already. Name an earlier day than {on}.',
  'affiliation.role.same': 'The role is {role} already.',
  'affiliation.from.future': 'The first day {from} is in the future. Name today, {today}, or an earlier day.',
  'affiliation.overlap':
    'The person belongs to an organization from {from} until {until}, and to one at a time. Name other days.',
  'affiliation.overlap.open':
    'The person belongs to an organization from {from} on, and to one at a time. Name other days.',

  'association.which': 'Name either "invitationToken" or "organizationId".',
  'association.here': 'You belong to this organization already, since {from}.',
  'association.perYear': 'You may associate again from {day}: at most {most} associations in 12 months.',
  'association.daysBetween':
    'You may associate again from {day}: at least {least} days between two associations.',

  'invitation.name': 'The name',
  'invitation.hours': 'An invitation can be valid for 1 to {most} hours, not {hours}.',
  'invitation.unknown': 'There is no invitation with the id "{id}".',
  'invitation.accepted': 'The invitation was accepted at {at}.',
  'invitation.expired': 'The invitation expired at {at}.',
  'invitation.opensNothing':
    'The invitation opens nothing: it is unknown, expired, revoked or used. Ask for a new one.',
  'invitation.acceptedByYou': 'You accepted this invitation at {at}.',

  reason: 'The reason',

  idempotencyKey: 'The idempotency key',
  'apiKey.name': 'The name',
  'apiKey.scopes.none': 'Name at least one scope.',
  'apiKey.expiry.past': 'The key would end at {at}, which has passed. Name a later instant.',
  'apiKey.unknown': 'There is no API key with the id "{id}".',
  'apiKey.ended': 'The API key ended at {at}. Make a new one instead.',
  'apiKey.grace': 'The old key can go on for 0 to {most} hours, not {hours}.',

  'catalogue.bad': 'The catalogue {file} cannot be used:',
  'catalogue.unreadable': 'The catalogue {file} cannot be read: {reason}.',
  'catalogue.preview.problems':
    'The document could not be published, so there is nothing to preview. Ask checkCatalogue for its problems ({count}).',
  // What is wrong in a document that people write, such as the catalogue: its place is said before it.
  'document.json': 'the document is not JSON: {reason}',
  'document.object': 'the document must be an object',
  'document.repeated': 'is written a second time in line {line}',
  'document.nesting': 'lies {levels} levels deep; nothing needs so many',
  'document.missing': 'is missing',
  'document.field': 'there is no field "{name}" here',
  'document.fields.more': 'and {count} more are unknown',
  'document.type': 'must be {what}, not {given}',
  'document.oneOf': 'must be {allowed}, not {given}',
  'document.empty': 'must not be empty',
  'document.number.least': 'must be at least {least}, not {given}',
  'document.number.most': 'must be at most {most}, not {given}',
  'document.text.most': 'has {length} characters; at most {most} are possible',
  'document.list.most': 'has {length} entries; at most {most} are possible',
  'document.outerSpace': 'must not begin or end with a space',
  'document.illFormed':
    'contains half of a character (a lone surrogate) or a NUL: write the whole character, or leave it out',
  'document.day': '{given} is not a day of the calendar (YYYY-MM-DD)',
  'document.decimals': '{amount} must be an amount with at most two decimal places',
  'document.a.text': 'a text',
  'document.a.number': 'a number',
  'document.a.wholeNumber': 'a whole number',
  'document.a.flag': 'true or false',
  'document.a.list': 'a list',
  'document.a.object': 'an object',
  'catalogue.document.key': 'must be lower-case words joined by hyphens, such as "data-platform"',
  'catalogue.document.currency': 'must be an ISO 4217 code, such as "USD"',
  'catalogue.document.need': "must be a credential's code, {forms}",
  'catalogue.document.requirement': 'must be {forms}',
  'catalogue.document.timeZone': 'is "{given}", but the programme is in "{timeZone}" (LAUREL_TIME_ZONE)',
  'catalogue.document.appliesFrom':
    'is {said}, but it is to apply from {appliesFrom}: make them the same, or leave it out',
  'catalogue.document.center': 'the center "{key}" is not in this catalogue',
  'catalogue.document.competency': 'the competency "{key}" is not in this catalogue',
  'catalogue.document.credential': 'the credential "{key}" is not in this catalogue',
  'catalogue.document.metric': 'the metric "{key}" is not in this catalogue',
  'catalogue.document.repeated': '"{key}" is already that of {first}',
  'catalogue.document.closes':
    'is {closes}, but the shortest term (termMonths: {termMonths}) has {shortest} days: make it fewer',
  'catalogue.document.opens':
    'is {opens}, but the shortest term (termMonths: {termMonths}) has {shortest} days, so that a renewal could be bought twice at once: with renewalClosesDaysAfter {closes}, at most {most} are possible',
  'catalogue.document.noPath': 'no path leads to "{competency}"',
  'catalogue.document.path.order': 'the path would end before it starts',
  'catalogue.document.path.never': 'the path "{path}" is in force on no day',
  'catalogue.document.path.retired':
    'is {effectiveFrom}, but its competency is retired from {retiredOn} on, so that the path "{path}" is in force on no day: let it begin before, or leave it out',
  'catalogue.document.path.closed': 'the path "{path}" is closed to every market',
  'catalogue.document.ofThose': '{some} of {all} people are more than there are',
  'catalogue.document.threshold': 'no market has a threshold, so the rule is closed to all',
  'catalogue.document.accepted': 'what it needs is no longer accepted when the path comes into force',

  'catalogue.limit.document':
    'the document has {count} characters; at most {most} are possible: shorten it, or leave out what no longer applies',
  'catalogue.limit.values':
    'the document has {count} texts, numbers, lists and objects; at most {most} are possible: leave out what no longer applies',
  'catalogue.limit.text': 'has {count} characters; at most {most} are possible: shorten it',
  'catalogue.limit.note': 'has {count} characters; at most {most} are possible in a note: shorten it',
  'catalogue.limit.name':
    'has a field whose name has {count} characters; at most {most} are possible: shorten it',
  'catalogue.limit.centers': 'has {count} entries; at most {most} centers are possible: merge some',
  'catalogue.limit.metrics':
    'has {count} entries; at most {most} metrics are possible: leave out those that no path asks for',
  'catalogue.limit.credentials':
    'has {count} entries; at most {most} credentials are possible: leave out those that no path asks for',
  'catalogue.limit.competencies':
    'has {count} entries; at most {most} competencies are possible: leave out those that have retired, or merge some',
  'catalogue.limit.pathsOfCompetency':
    'has {count} entries; at most {most} paths of a competency are possible: leave out those that have ended, or merge some',
  'catalogue.limit.paths':
    'have {count} paths together; at most {most} are possible: leave out those that have ended, or merge some',
  'catalogue.limit.valuesOfPath':
    'has {count} texts, numbers, lists and objects; at most {most} are possible on a path: simplify it, or make two paths of it',
  'catalogue.limit.offers':
    'has {count} entries; at most {most} offers are possible: leave out those that are no longer sold',
  'catalogue.limit.benefits':
    'has {count} entries; at most {most} benefits are possible: leave out those that are no longer given',
  'catalogue.limit.reminderDays': 'has {count} entries; at most {most} reminders are possible: send fewer',
  'catalogue.limit.requirementsOfPath':
    'has {count} requirements, those within others counted, too; at most {most} are possible on a path: simplify it, or make two paths of it',
  'catalogue.limit.requirements':
    'have {count} requirements on all paths together, those within others counted, too; at most {most} are possible: simplify some paths',
  'catalogue.limit.windows':
    'ask for {count} different windows, each a metric over a number of months; at most {most} are possible: let more paths ask for the same',
  'catalogue.limit.monthsOfWindow': 'is {count}; a window has at most {most} months: shorten it',
  'catalogue.limit.groups':
    'have {count} groups of people on all paths together; at most {most} are possible: simplify some paths',
  'catalogue.limit.groupsOfPath':
    'asks for {count} groups of people; at most {most} are possible on a path: merge some, or make two paths of it',
  'catalogue.limit.slots':
    'ask for {count} people on all paths together; at most {most} are possible: ask for fewer on some paths',
  'catalogue.limit.slotsOfPath':
    'asks for {count} people; at most {most} are possible on a path: ask for fewer',
  'catalogue.limit.ways':
    'can be met in {count} ways by combining the alternatives of each path; at most {most} are possible on all paths together: make fewer alternatives',
  'catalogue.limit.waysOfPath':
    'can be met in {count} ways by combining its alternatives; at most {most} are possible: make fewer alternatives, or several paths of it',
  'catalogue.limit.parts':
    'name {count} credentials, "all" and "any" on all paths together; at most {most} are possible: simplify some needs',
  'catalogue.limit.partsOfNeed':
    'names {count} credentials, "all" and "any"; at most {most} are possible in a need: simplify it',
  'catalogue.limit.waysOfNeed':
    'can be satisfied in {count} ways by combining its alternatives; at most {most} are possible: make fewer alternatives',
  'catalogue.limit.waysOfGroup':
    'can be satisfied in {count} ways by combining the alternatives of "each" with those of "ofThose"; at most {most} are possible: make fewer alternatives',
  'catalogue.orMore': '{count} or more',

  'catalogue.bytes':
    'The versions of the catalogue would have {bytes} bytes together; at most {most} are possible.',
  'catalogue.tooSoon':
    'It would apply from {appliesFrom}. A version can apply from {earliest} at the earliest: name that day or a later one.',

  // Rules in words. Of a sentence that goes with a number there is one in each form that the language has.
  'rule.path': '{rule}.',
  'rule.path.from': 'From {from}: {rule}.',
  'rule.path.until': 'Before {until}: {rule}.',
  'rule.path.between': 'From {from} and before {until}: {rule}.',
  'rule.phrases': '{left}; {right}',
  'rule.phrases.and': '{left}; and {right}',
  'rule.phrases.or': '{left}; or {right}',
  'rule.brackets': '({inner})',
  'rule.people.one': '{count} person who holds {need}',
  'rule.people.other': '{count} people who each hold {need}',
  'rule.otherPeople.one': '{count} other person who holds {need}',
  'rule.otherPeople.other': '{count} other people who each hold {need}',
  'rule.people.ofThose.one': '{people}; {count} of them also holds {need}',
  'rule.people.ofThose.other': '{people}; {count} of them each also hold {need}',
  'rule.need.anything': 'anything',
  'rule.need.impossible': 'what nobody can hold',
  'rule.metric': '{metric} of at least {amount} {window}',
  'rule.metric.byMarket': '{metric} {window} of at least {amounts}',
  'rule.metric.closed': '{metric} of at least {amount} {window} ({open}), closed to {closed}',
  'rule.metric.closedToAll': '{metric} {window}, closed to all markets',
  'rule.window.one': 'in the latest closed month',
  'rule.window.other': 'over {count} months',
  'rule.amount': '{amount} {unit}',
  'rule.amount.inMarket': '{amount} in {market}',
  'market.DEVELOPED': 'developed markets',
  'market.DEVELOPING': 'developing markets',

  'level.SILVER': 'Silver',
  'level.GOLD': 'Gold',
  'person.joiner': 'joiner {number}',
  'person.unknown': 'somebody',

  'cause.PERSON_JOINS': '{person} joins on {day}.',
  'cause.PERSON_LEAVES': '{person} leaves on {day}.',
  'cause.CREDENTIAL_EARNED': '{person} earns {credential} on {day}.',
  'cause.CREDENTIAL_EXPIRES': '{credential} of {person} expires on {day}.',
  'cause.CREDENTIAL_REVOKED': '{credential} of {person} is revoked from {day}.',
  'cause.ACCEPTANCE_ENDS': '{credential} is no longer accepted from {day}.',
  'cause.OVERRIDE_BEGINS': 'An override begins on {day}.',
  'cause.OVERRIDE_ENDS': 'An override ends on {day}.',
  'cause.PATH_BEGINS': 'The path "{path}" of {competency} can be used from {day}.',
  'cause.PATH_ENDS': 'The path "{path}" of {competency} can no longer be used from {day}.',
  'cause.COMPETENCY_RETIRES': '{competency} is retired from {day}.',
  'cause.CATALOGUE_APPLIES': 'Version {version} of the catalogue applies from {day}.',
  'cause.MONTH_CLOSED': '{month} is closed on {day}, which moves the sums of {metrics}.',
  'cause.MEMBERSHIP_BEGINS': 'A term of the {level} membership begins on {day}.',
  'cause.MEMBERSHIP_ENDS': 'A term of the {level} membership ends on {day}.',

  'change.ATTAINED.begins': '{competency} is attained at {after} instead of not at all.',
  'change.ATTAINED.moves': '{competency} is attained at {after} instead of {before}.',
  'change.ATTAINED.ends': '{competency} is no longer attained; it was at {before}.',
  'change.DISPLAYED.begins': 'The profile shows {competency} at {after} instead of not at all.',
  'change.DISPLAYED.moves': 'The profile shows {competency} at {after} instead of {before}.',
  'change.DISPLAYED.ends': 'The profile no longer shows {competency}; it was at {before}.',
  'change.ELIGIBLE.begins': 'The highest membership that may be bought is {after}; before, none could be.',
  'change.ELIGIBLE.moves': 'The highest membership that may be bought is {after} instead of {before}.',
  'change.ELIGIBLE.ends': 'No membership may be bought any longer; the highest was {before}.',
  'change.MEMBERSHIP.begins': 'A {after} membership runs; before, none did.',
  'change.MEMBERSHIP.moves': 'The membership is {after} instead of {before}.',
  'change.MEMBERSHIP.ends': 'No membership runs any longer; it was {before}.',
  'change.renewalAtRisk.true':
    'The renewal is at risk: something that the profile shows will not last to it.',
  'change.renewalAtRisk.false': 'The renewal is no longer at risk.',
  'change.willBeEligible.true': 'The level of the membership may be bought on the day of renewal.',
  'change.willBeEligible.false': 'The level of the membership may not be bought on the day of renewal.',
  'change.willBeEligible.null': 'No membership runs, so there is none to renew.',

  'risk.none': 'No membership runs, so there is none to renew.',
  'risk.both': '{eligible} {lasting}',
  'risk.eligible': 'By what is known, {level} may be renewed on {on}.',
  'risk.ineligible': 'By what is known, {level} may not be bought on {on}, the day of renewal.',
  'risk.lasting': 'What the profile shows will last until then.',
  'risk.endangered.one': '{count} competency on the profile will not be attained as it is shown.',
  'risk.endangered.other': '{count} competencies on the profile will not be attained as they are shown.',
  'risk.competency.lost':
    'The profile shows {competency} at {displayed}; on {on}, the day of renewal, it will not be attained.',
  'risk.competency.lower':
    'The profile shows {competency} at {displayed}; on {on}, the day of renewal, it will only be attained at {expected}.',

  'repair.renewNow':
    'Renew on {on}: {level} may still be bought, and a renewal is judged by the day of its purchase.',
  'repair.endOverrides.one':
    'The override that withholds {competency} must not act any more on {by}: the proof is there.',
  'repair.endOverrides.other':
    'The {count} overrides that withhold {competency} must not act any more on {by}: the proof is there.',
  'repair.prove': 'To prove {competency} at {level} by {by}, by the path "{path}": {steps}.',
  'repair.step.person': '{person} earns {credentials}',
  'repair.step.hires.one': 'somebody new earns {credentials}',
  'repair.step.hires.other': '{count} new people each earn {credentials}',
  'repair.step.sales': '{metric} {window} grows by {amount}',
  'repair.step.closing': 'a month of {metric} is closed',
  'repair.step.overrides.one': 'the override that withholds it ends',
  'repair.step.overrides.other': 'the {count} overrides that withhold it end',

  'profile.toCome': 'The profile of {on} is not known to the public yet. Ask for {today} or an earlier day.',

  'uncounted.NOT_YET_EARNED': 'It is earned on {on}.',
  'uncounted.EXPIRED': 'It expired on {on}.',
  'uncounted.REVOKED': 'It is revoked from {on}.',
  'uncounted.NO_LONGER_ACCEPTED': 'Its credential is no longer accepted from {on}.',
  'uncounted.ELSEWHERE': 'The person has left: the first day without the person was {on}.',
  'uncounted.NOT_YET_HERE': 'The person does not belong to the organization yet.',
  'uncounted.ON_NO_PATH': 'No path of this competency that can be used on the day asks for it.',
  'uncounted.PERSON_ALREADY_USED': 'The person fills a slot with other achievements.',
  'uncounted.PERSON_SPARE': 'It would do, but the slots are filled without this person.',
  'uncounted.NEED_INCOMPLETE': 'It is asked for together with others, which the person lacks.',

  'forecast.order': 'The forecast would end on {until}, which is not after {on}. Name a later day.',
  'whatIf.tooMany': '{count} changes were named; at most {most} are possible.',
  'whatIf.employee': 'No employee of this organization has the id "{id}".',
  'whatIf.achievement': 'No employee of this organization has an achievement with the id "{id}".',
  'whatIf.override': 'This organization has no override with the id "{id}".',
  'whatIf.credentials': '{count} credentials were named; at most {most} are possible.',
  'whatIf.month.early':
    'The month "{month}" is not over on {on}, so it cannot be closed then. Name {first} or a later day.',
  'whatIf.month.last':
    'The calendar ends with the month "{month}", so it is never over. Name an earlier one.',
  'whatIf.span': 'The override would end on {until}, before it begins on {from}.',

  'limit.tokens': 'The request has too many words: at most {most} tokens are possible.',
  'limit.depth': 'The request is {depth} levels deep; at most {most} are possible.',
  'limit.aliases': 'The request has {aliases} aliases; at most {most} are possible.',
  'limit.connections':
    'The request has {connections} connections inside each other; at most {most} are possible.',
  'limit.cost':
    'The request would cost {cost} points; at most {most} are possible. Ask for fewer or shorter lists.',
  'limit.cost.beyond':
    'The request would cost more than {most} points, which is the maximum. Ask for fewer or shorter lists.',
  'limit.organizationDays':
    'The request would evaluate more than {most} organizations and days. Ask for fewer organizations or days.',
  'limit.listItems': 'A list in the variables has {count} items; at most {most} are possible.',
  'limit.objectFields': 'An object in the variables has {count} fields; at most {most} are possible.',
  'limit.variableValues': 'The variables have {count} items and fields in all; at most {most} are possible.',
  'limit.bodyValues': 'The body has more than {most} values. Send fewer of them at once.',
  'limit.evaluation':
    'This evaluation would cost {points} points, and you have {most} a minute. Ask for less of it.',
  'limit.answer': 'The answer would have more than {most} bytes. Ask for shorter lists or fewer fields.',
  'limit.answer.mutation':
    'The commands were carried out, but their answer would have more than {most} bytes. Ask for what they changed with a query.',
  'limit.evaluations':
    'This evaluation costs {points} points, with which those of the request would cost more than {most}. Ask for less at once.',
  'limit.facts':
    'One request evaluates organizations with at most {most} people and achievements together. Ask for fewer organizations.',
  'limit.fieldErrors': 'More than {most} fields have failed. Ask for less at once.',
  'limit.validation':
    'The document repeats itself too often to be checked. Ask for each field once, and use at most {most} operations and fragments.',
  'limit.nesting': 'The request nests its lists and objects too deeply to be read.',
  'limit.rate': 'You have spent the {most} points of this minute. Try again in {seconds} s.',
  'limit.rate.rest':
    'This needs {points} points, and {left} of your {most} points of this minute are left. Try again in {seconds} s.',
  'limit.credentials': 'Too many wrong credentials came from your address. Try again in {seconds} s.',
  'limit.time': 'The request was given up after {seconds} s. Ask for less at once.',
  'limit.time.mutation':
    'The request was given up after {seconds} s. Its effect is not known: send it again with the same idempotency key.',
  'limit.body': 'The body of the request is too large: at most {most} bytes are possible.',

  // Instead of graphql-js's own sentences, where the schema is hidden.
  'hidden.field': 'Cannot query field "{field}" here.',
  'hidden.argument': 'Unknown argument "{argument}" on field "{field}".',
  'hidden.argument.null': 'The argument "{argument}" must not be null.',
  'hidden.argument.missing': 'Field "{field}" lacks an argument that it requires.',
  'hidden.selection': 'Field "{field}" must have a selection of subfields.',
  'hidden.selection.none': 'Field "{field}" must not have a selection of subfields.',
  'hidden.conflict': 'Fields "{field}" conflict. Use different aliases to fetch both.',
  'hidden.fragment': 'The fragment cannot be spread here: no object can be of its type.',
  'hidden.variable': 'Variable "{variable}" of type "{type}" cannot be used here.',
  'hidden.variable.null': 'Variable "{variable}" must be non-nullable to be used here.',
  'hidden.inputField': 'Field "{field}" is not defined by this input.',
  'hidden.inputField.missing': 'The input lacks a field that it requires.',
  'hidden.inputField.null': 'Field "{field}" must be non-null.',
  'hidden.inputField.one': 'The input must have exactly one field.',
  'hidden.input': 'The value must be an object.',
  'hidden.enum': 'The value must be the name of an enum value.',
  'hidden.enum.value': 'Value "{value}" does not exist here.',
  'hidden.literal': 'Unexpected value: {value}',
  'hidden.null': 'The value must not be null.',
  'hidden.other': 'The request does not fit the schema here.',

  'error.busy': 'Others keep the database busy, so nothing was done. Send the request again in a moment.',
  'request.json': 'The body of the request is not JSON: {problem}.',
  'request.type':
    'The body of the request is of the type "{type}", which is not read here: send "Content-Type: application/json".',
  'request.accept':
    'The request was not carried out, because its answer could not be read: the Accept header is "{accept}", but must allow application/graphql-response+json or application/json.',
  'request.subscription': 'Subscriptions are not offered. Ask with a query.',
  'request.bodies':
    'Too many long requests are arriving at the same time. Send the request again in a moment, with its length in Content-Length.',
  'request.draining': 'The server is stopping. Send the request again.',
  // The command line of `npm run import`.
  'import.help': `Takes over achievements or metrics from a file, of any size.

  npm run import -- achievements FILE --source NAME [options]
  npm run import -- metrics FILE [options]

FILE is CSV with a header, or JSON Lines, in UTF-8; "-" is the standard input. An empty field, or null, is left out.
  achievements  employeeId or subject, credential, earnedOn, externalId; if wanted expiresOn, neverExpires
  metrics       organizationId or organizationKey, metric, month, amount (a later row replaces an earlier one)

  --source NAME    who tells the achievements, such as the name of a testing centre's feed
  --dry-run        change nothing; say what would change, and which statuses, from which day
  --format FORMAT  csv or jsonl; otherwise the name of the file decides (.csv, .jsonl, .ndjson)
  --report FILE    where the rows that are refused are told, as CSV: line, column, code, message
                   (otherwise FILE.refused.csv, of a dry run FILE.foreseen.csv); only its owner may read it
  --reason TEXT    why, for the audit log
  --actor NAME     who does it, for the audit log ({actor})
  --batch N        how many rows are recorded in one transaction, at most {most} ({batch})

An import that was killed goes on where it was when it is started again with the same file. To import a file again
changes nothing but what has been changed since. The database is that of the configuration (LAUREL_DATABASE).

Ends with 0 when every row was right, 1 when some were refused, and 2 when nothing was done or it could not be finished.`,
  'import.usage':
    'Say what to import, and one file: "npm run import -- achievements FILE --source NAME" or "npm run import -- metrics FILE". See --help.',
  'import.kind': '"{kind}" cannot be imported. Name one of {allowed}.',
  'import.option.unknown': 'There is no option "{option}". See --help.',
  'import.option.near': 'There is no option "{option}". Did you mean "{near}"?',
  'import.option.value': 'The option "{option}" needs a value.',
  'import.option.noValue': 'The option "{option}" has no value. Leave it out.',
  'import.format': 'The format "{format}" cannot be read. Name one of {allowed}.',
  'import.format.unknown':
    'The name "{file}" does not say whether it is CSV or JSON Lines. Add --format csv or jsonl.',
  'import.source':
    'Say with --source who tells the achievements: a record is known by its source and its external id.',
  'import.source.none': 'Metrics have no source. Leave --source out.',
  'import.actor': 'The actor',
  'import.batch': 'A batch of "{batch}" rows is not possible. Name a whole number from 1 to {most}.',
  'import.unreadable': 'The file "{file}" cannot be read: {reason}.',
  'import.noFile': 'it is no file',
  'import.report.same': 'The report would overwrite the file "{file}". Name another one with --report.',
  'import.report.unwritable':
    'The report "{path}" cannot be written: {reason}. Name another one with --report.',
  'import.report.exposed':
    'Other users may read the report "{path}", and its rights cannot be changed: {reason}. Name another one with --report.',
  'import.report.elsewhere':
    'Another import is writing the report "{path}". Wait for its end; if it imports another file, you may also name another report with --report.',
  'import.report.full':
    'The report "{path}" could not be written whole. Make room, then start it again: it goes on where it was.',
  'import.elsewhere':
    'The same file is being imported by another process, or was just now. Wait for its end, then start it again.',

  'import.header.none': 'The file has no header. Its first line must name the columns, such as "{needed}".',
  'import.header.fault': 'The header cannot be read. {reason}',
  'import.header.twice': 'The header has the column "{name}" more than once.',
  'import.header.missing': 'The header lacks the column "{name}".',
  'import.header.missingOneOf': 'The header lacks the column "{one}" or "{other}".',
  'import.column.unknown': 'There is no column "{name}". There are {columns}, joined by commas.',
  'import.column.near': 'There is no column "{name}". Did you mean "{near}"?',
  'import.column.more.one': '{count} more column is unknown.',
  'import.column.more.other': '{count} more columns are unknown.',

  'import.line.tooLong': 'The line has more than {most} bytes, so it is no row.',
  'import.line.encoding': 'The line is not UTF-8. Save the file as UTF-8.',
  'import.csv.unclosed': 'A quotation mark opens a field here, and none closes it.',
  'import.csv.quoteInside':
    'A quotation mark stands within a field. Put the whole field in quotation marks, and double the one within.',
  'import.csv.afterQuote':
    'After the quotation mark that closes a field there must be a comma or the end of the line.',
  'import.csv.fields': 'The row has {fields} fields, but the header names {columns}.',
  'import.json.unreadable': 'The line is not JSON: {reason}.',
  'import.json.noObject': 'The line is JSON, but not an object with the names of the columns.',
  'import.missing': '"{column}" is missing.',
  'import.nested': '"{column}" holds a list or an object. Write one value.',
  'import.text': '{value} is not a text.',
  'import.flag': '{value} is neither true nor false.',

  progress: '{bar} {told}, {left} left',
  'progress.rows': '{count} rows, {rate} a second',
  'progress.organizations': '{count} organizations, {rate} a second',
  'import.resumed': 'Went on after line {lines}, up to which the file was done already.',
  'import.done': '{created} new, {updated} changed, {unchanged} known already, {refused} refused.',
  'import.refused': 'Which rows were refused, and why, is in {report}.',
  'import.foreseen':
    'Would be: {created} new, {updated} changed, {unchanged} known already, {refused} refused. Nothing was changed.',
  'import.foreseen.nothing': 'The file tells nothing new of any organization.',
  'import.foreseen.told.one': 'The file tells something new of {count} organization',
  'import.foreseen.told.other': 'The file tells something new of {count} organizations',
  'import.foreseen.same': '{told}; none would have another status.',
  'import.foreseen.statuses': '{told}; {changing} would have another status: {gaining}, {losing}.',
  'import.foreseen.gaining.one': '{count} gains something',
  'import.foreseen.gaining.other': '{count} gain something',
  'import.foreseen.losing.one': '{count} loses something',
  'import.foreseen.losing.other': '{count} lose something',
  'import.organization': '{name} ({key})',
  'import.effect.from': 'from {from}:',
  'import.effect.between': 'from {from} until {until}:',
  'import.effect.noLevel': 'no level',
  'import.effect.attained': '{competency}: {before} → {after}',
  'import.effect.displayed': '{competency} on the profile: {before} → {after}',
  'import.effect.eligible': 'highest membership that may be bought: {before} → {after}',
  'import.effect.membership': 'membership: {before} → {after}',
  'import.effect.atRisk': 'the renewal is at risk: something that the profile shows would not last to it',
  'import.effect.safe': 'the renewal is no longer at risk',
  'import.effect.willBeEligible': 'the level of the membership may be bought on the day of renewal',
  'import.effect.willNotBeEligible': 'the level of the membership may not be bought on the day of renewal',

  'error.internal': 'Something went wrong on our side. Tell us the id {errorId} and we can find out what.',
} as const;
