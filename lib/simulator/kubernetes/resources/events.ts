import { type FieldError, invalidValue, required } from '../api/field-error'
import { type FieldReaders } from '../api/selectors/field-selector'
import { inWireOrder } from '../api/wire-order'
import { keyErrors } from '../api/validation/names'
import { type Event, type GroupEvent, type KubeObject, type ObjectReference } from '../objects'
import { eventColumns } from '../table/core-columns'
import { type Form, type Resource } from './resource'

const references = [
  'kind',
  'namespace',
  'name',
  'uid',
  'apiVersion',
  'resourceVersion',
  'fieldPath',
] as const

const fieldsOf = (about: string, of: (event: never) => ObjectReference): FieldReaders =>
  Object.fromEntries(
    references.map((field) => [`${about}.${field}`, (event: never) => of(event)[field]]),
  )

export const events: Resource<Event> = {
  dependentsUnsupported: true,
  nameForm: 'any',
  group: '',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  namespaced: true,
  fields: {
    ...fieldsOf('involvedObject', ({ involvedObject }: Event) => involvedObject),
    reason: ({ reason }: Event) => reason,
    reportingComponent: ({ reportingComponent }: Event) => reportingComponent,
    source: ({ source }: Event) => source.component,
    type: ({ type }: Event) => type,
  },
  columns: eventColumns,
  setDefaults(draft) {
    draft.eventTime ??= null
    draft.reportingComponent ??= ''
    draft.reportingInstance ??= ''
  },
  validate: (event) => eventErrors(event),
  checkedOnce: true,
}

/** It stands where what it is about stands; one of the newer kind, which has a time of its own, says who tells it. */
function eventErrors(event: Event): FieldError[] {
  const { metadata, involvedObject, eventTime } = event
  const of = involvedObject?.namespace ?? ''
  const home = eventTime ? of || 'kube-system' : of || 'default'
  const isHome = eventTime && of ? true : metadata.namespace === home
  return [
    ...(isHome
      ? []
      : [invalidValue('involvedObject.namespace', of, 'does not match event.namespace')]),
    ...(eventTime ? tellerErrors(event) : []),
  ]
}

function tellerErrors({ reportingComponent = '', ...event }: Event): FieldError[] {
  return [
    ...(reportingComponent ? [] : [required('reportingController')]),
    ...keyErrors(reportingComponent).map((why) =>
      invalidValue('reportingController', reportingComponent, why),
    ),
    ...(['reportingInstance', 'action', 'reason'] as const).flatMap((field) =>
      event[field] ? tooLong(field, event[field], 128) : [required(field)],
    ),
    ...tooLong('message', event.message, 1024),
  ]
}

/** The server doesn't repeat what is too long. */
const tooLong = (field: string, text = '', most: number): FieldError[] =>
  text.length > most ? [invalidValue(field, '', `can have at most ${most} characters`)] : []

/** The names of one field in both forms. */
const renamed = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
  ['reportingComponent', 'reportingController'],
] as const

/** The same events as `events.k8s.io` shows and takes them. */
const inGroup = (version: 'v1' | 'v1beta1'): Resource<GroupEvent> => {
  const form: Form = {
    of: events as unknown as Resource,
    keep: (event) => converted(event, 'v1', reversed),
    show: (kept) => inWireOrder(converted(kept, `events.k8s.io/${version}`, renamed)),
  }
  return {
    group: 'events.k8s.io',
    version,
    plural: 'events',
    kind: 'Event',
    namespaced: true,
    form,
    fields: {
      ...fieldsOf('regarding', ({ regarding }: GroupEvent) => regarding),
      reason: ({ reason }: GroupEvent) => reason,
      reportingController: ({ reportingController }: GroupEvent) => reportingController,
      type: ({ type }: GroupEvent) => type,
    },
    columns: eventColumns.map((column) => ({
      ...column,
      cell: (event, now) => column.cell(form.keep(event) as Event, now),
    })),
    validate: (event) => eventErrors(form.keep(event) as Event),
    ...(version === 'v1' ? { validateNew: newEventErrors } : { nameForm: 'any' }),
    checkedOnce: true,
  }
}

const reversed = renamed.map(([ours, theirs]) => [theirs, ours] as const)

function converted(
  event: KubeObject,
  apiVersion: string,
  names: readonly (readonly [from: string, to: string])[],
): KubeObject {
  const to = new Map<string, string>(names)
  const fields = Object.entries(event) as [string, unknown][]
  const entries = fields.map(([name, value]) => [to.get(name) ?? name, value])
  return { ...(Object.fromEntries(entries) as KubeObject), apiVersion }
}

/** A new one is of the newer kind: it has the time of its own, and nothing that says the same in the older way. */
function newEventErrors(event: GroupEvent): FieldError[] {
  const { series, type = '', deprecatedSource: { component, host } = {} } = event
  const isLate = (field: string, isSet: unknown): FieldError[] =>
    isSet ? [invalidValue(field, '', 'needs to be unset')] : []
  return [
    ...(series && series.count < 2
      ? [invalidValue('series.count', '', 'should be at least 2')]
      : []),
    ...(series && !series.lastObservedTime ? [required('series.lastObservedTime')] : []),
    ...(event.eventTime ? [] : [required('eventTime')]),
    ...(type === 'Normal' || type === 'Warning'
      ? []
      : [invalidValue('type', '', `has invalid value: ${type}`)]),
    ...isLate('firstTimestamp', event.deprecatedFirstTimestamp),
    ...isLate('lastTimestamp', event.deprecatedLastTimestamp),
    ...isLate('count', event.deprecatedCount),
    ...isLate('source', component ?? host),
  ]
}

export const groupEvents = [inGroup('v1'), inGroup('v1beta1')]
