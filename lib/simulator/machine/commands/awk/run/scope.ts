import type { Names } from '../language/names'
import type { FunctionDefinition } from '../language/syntax'

/** What names mean in one function, or outside of all. */
export class Scope {
  constructor(
    private readonly names: Names,
    private readonly owner?: FunctionDefinition,
  ) {}

  /** Its place among the function's own. */
  local(name: string): number | undefined {
    const index = this.owner?.parameters.indexOf(name) ?? -1
    return index < 0 ? undefined : index
  }

  isArray(name: string): boolean {
    return this.names.isArray(name, this.owner)
  }
}
