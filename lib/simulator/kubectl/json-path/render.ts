import { KubectlFailure } from '../failure'
import { goSyntax } from '../go-value'
import { JsonPathError } from './json-path-error'
import type { Selecting } from './select'
import { parseTemplate, type Piece, renderPieces, selectPieces } from './template'

/** A JSONPath template as `-o jsonpath=` prints it. Throws KubectlFailure in kubectl's words. */
export const renderJsonPath = (template: string, root: unknown, allowMissing = true): string =>
  carriedOut(template, root, allowMissing, renderPieces)

/** What the template's paths select, as `-o jsonpath-as-json=` and `--sort-by` want it. Throws KubectlFailure. */
export const selectByTemplate = (template: string, root: unknown, allowMissing = true): unknown[] =>
  carriedOut(template, root, allowMissing, selectPieces)

/** `.a.b`, `a.b`, `{.a.b}` and `{a.b}` all mean `{.a.b}`. Throws KubectlFailure. */
export function relaxedTemplate(text: string): string {
  const [, braced, plain] = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(text) ?? []
  const path = braced ?? plain
  if (path !== undefined) return `{.${path}}`
  throw new KubectlFailure(
    `error: unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`,
  )
}

function carriedOut<T>(
  template: string,
  root: unknown,
  allowMissing: boolean,
  action: (pieces: readonly Piece[], root: unknown, how: Selecting) => T,
): T {
  const pieces = parsed(template)
  try {
    return action(pieces, root, { root, allowMissing })
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error
    throw new KubectlFailure(
      `error: error executing jsonpath "${template}": Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${template}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(root)}\n\n`,
    )
  }
}

function parsed(template: string): readonly Piece[] {
  try {
    return parseTemplate(template)
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error
    throw new KubectlFailure(`error: error parsing jsonpath ${template}, ${error.message}`)
  }
}
