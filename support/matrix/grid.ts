import { textTable } from '../../lib/cli/text-table'
import { images } from './cells'
import { type CellResult } from './results'

/** The matrix as a text: a line for each branch × Kubernetes, a column for each image. */
export function grid(cells: readonly CellResult[]): string {
  const lines = [...new Set(cells.map(({ cell }) => cell.where))].map((where) => [
    ...[where.branch, where.kubernetes],
    ...images.map((image) => {
      const found = cells.find(({ cell }) => cell.where === where && cell.image === image)
      return found?.asExpected ? found.what : 'NOT as expected'
    }),
  ])
  return textTable([['SONiC', 'Kubernetes', ...images], ...lines])
}
