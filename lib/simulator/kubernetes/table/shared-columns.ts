import { age } from '../../time/human-duration'
import { column, type Column } from './column'

export const none = '<none>'

export const nameColumn: Column = {
  ...column('Name', ({ metadata }) => metadata.name),
  format: 'name',
}

export const ageColumn: Column = column('Age', ({ metadata }, now) =>
  age(metadata.creationTimestamp, now),
)

export const createdAtColumn: Column = {
  ...column('Created At', ({ metadata }) => metadata.creationTimestamp ?? none),
  type: 'date',
}

export const joined = (map: Record<string, string> | undefined): string =>
  Object.entries(map ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',') || none
