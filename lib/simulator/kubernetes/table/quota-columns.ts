import { type ResourceQuota } from '../objects'
import { column, type Column } from './column'
import { ageColumn, nameColumn } from './shared-columns'

const isLimit = (name: string): boolean => name.startsWith('limits.')

const used = (
  { status: { hard = {}, used: taken = {} } }: ResourceQuota,
  limits: boolean,
): string =>
  Object.keys(hard)
    .filter((name) => isLimit(name) === limits)
    .sort()
    .map((name) => `${name}: ${taken[name] ?? '0'}/${hard[name]}`)
    .join(', ')

export const quotaColumns: readonly Column<ResourceQuota>[] = [
  nameColumn,
  ageColumn,
  column('Request', (quota) => used(quota, false)),
  column('Limit', (quota) => used(quota, true)),
]
