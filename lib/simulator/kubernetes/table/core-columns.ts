import {
  type ConfigMap,
  type Event,
  type Namespace,
  type Secret,
  type ServiceAccount,
} from '../objects'
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

export const eventColumns: readonly Column<Event>[] = [
  column('Last Seen', ({ lastTimestamp }, now) => age(lastTimestamp, now)),
  column('Type', ({ type }) => type),
  column('Reason', ({ reason }) => reason),
  column(
    'Object',
    ({ involvedObject }) => `${involvedObject.kind.toLowerCase()}/${involvedObject.name}`,
  ),
  wide(column('Subobject', ({ involvedObject }) => involvedObject.fieldPath ?? '')),
  wide(
    column('Source', ({ source }) => [source.component, source.host].filter(Boolean).join(', ')),
  ),
  column('Message', ({ message }) => message.trim()),
  wide(column('First Seen', ({ firstTimestamp }, now) => age(firstTimestamp, now))),
  wide(column('Count', ({ count }) => count ?? 1)),
  wide(nameColumn),
] as readonly Column<Event>[]
