import {
  type ConfigMap,
  type Event,
  type Namespace,
  type Secret,
  type ServiceAccount,
} from '../objects'
import { has } from '../release/changes'
import { column, type Column, wide } from './column'
import { age } from '../../time/human-duration'
import { ageColumn, nameColumn } from './shared-columns'

export const namespaceColumns: readonly Column<Namespace>[] = [
  nameColumn,
  column('Status', ({ status }) => status.phase),
  ageColumn,
]

export const configMapColumns: readonly Column<ConfigMap>[] = [
  nameColumn,
  column(
    'Data',
    ({ data = {}, binaryData = {} }) => Object.keys(data).length + Object.keys(binaryData).length,
  ),
  ageColumn,
]

export const secretColumns: readonly Column<Secret>[] = [
  nameColumn,
  column('Type', ({ type }) => type ?? ''),
  column('Data', ({ data = {} }) => Object.keys(data).length),
  ageColumn,
]

export const serviceAccountColumns: readonly Column<ServiceAccount>[] = [
  nameColumn,
  column('Secrets', ({ secrets = [] }) => secrets.length),
  ageColumn,
]

/** Events of the newer kind have a time of their own. */
const firstSeen = ({ firstTimestamp, eventTime }: Event): string | null =>
  firstTimestamp ?? eventTime ?? null

const lastSeen = (event: Event): string | null =>
  event.series?.lastObservedTime ?? event.lastTimestamp ?? firstSeen(event)

/** Older servers add the event that a series began with. */
const counts = (
  ofSeries: (series: NonNullable<Event['series']>) => number,
  isIn: (minor: number) => boolean,
): Column<Event> => ({
  ...wide(column<Event>('Count', ({ series, count }) => (series ? ofSeries(series) : count) || 1)),
  isIn,
})

export const eventColumns: readonly Column<Event>[] = [
  column('Last Seen', (event, now) => age(lastSeen(event), now)),
  column('Type', ({ type }) => type),
  column('Reason', ({ reason }) => reason),
  column('Object', ({ involvedObject: { kind = '', name } }) =>
    [kind.toLowerCase(), ...(name ? [name] : [])].join('/'),
  ),
  wide(column('Subobject', ({ involvedObject }) => involvedObject.fieldPath ?? '')),
  wide(
    column('Source', ({ source, reportingComponent, reportingInstance }) =>
      (source?.component
        ? [source.component, source.host]
        : [reportingComponent, reportingInstance]
      )
        .filter(Boolean)
        .join(', '),
    ),
  ),
  column('Message', ({ message }) => message.trim()),
  wide(column('First Seen', (event, now) => age(firstSeen(event), now))),
  counts(
    ({ count }) => count + 1,
    (minor) => !has('seriesCountAll', minor),
  ),
  counts(
    ({ count }) => count,
    (minor) => has('seriesCountAll', minor),
  ),
  wide(nameColumn),
] as readonly Column<Event>[]
