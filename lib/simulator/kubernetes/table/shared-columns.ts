import { humanAge } from '../timestamp'
import { column, type Column } from './column'

export const none = '<none>'

export const nameColumn: Column = {
  ...column('Name', ({ metadata }) => metadata.name),
  format: 'name',
}

export const ageColumn: Column = column('Age', ({ metadata }, now) =>
  since(metadata.creationTimestamp, now),
)

export const createdAtColumn: Column = column(
  'Created At',
  ({ metadata }) => metadata.creationTimestamp ?? none,
)

export const since = (time: string | null | undefined, now: number): string =>
  time ? humanAge(now - Date.parse(time)) : '<unknown>'

export const joined = (map: Record<string, string> | undefined): string =>
  Object.entries(map ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || none
