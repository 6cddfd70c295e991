import { humanDuration } from '../../time/human-duration'
import { type Job } from '../objects'
import { column, type Column } from './column'
import { templateColumns } from './deployment-columns'
import { ageColumn, nameColumn } from './shared-columns'

export const jobColumns: readonly Column<Job>[] = [
  nameColumn,
  column('Completions', ({ spec, status: { succeeded = 0 } }) => {
    if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`
    const { parallelism = 0 } = spec
    return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`
  }),
  column('Duration', ({ status: { startTime, completionTime } }, now) =>
    startTime === undefined
      ? ''
      : humanDuration((completionTime ? Date.parse(completionTime) : now) - Date.parse(startTime)),
  ),
  ageColumn,
  ...templateColumns,
]
