import { type z } from 'zod'
import { type FieldPath, type Mistake } from '../../testbed/mistakes'
import { wording } from '../../testbed/schema-mistakes'
import { type YamlSource } from '../../testbed/yaml-source'
import { checkManifestRelations } from './manifest-relations'
import { manifestSchema } from './manifest-schema'
import { parametersSchema } from './parameters'

/** What is wrong with the parameters, each at the first line of the template that uses it. */
export const parameterMistakes = (
  error: z.ZodError | undefined,
  given: unknown,
  lineOf: (parameter: string) => number,
): Mistake[] =>
  (error?.issues ?? [])
    .flatMap((issue) => wording(issue, parametersSchema, (path) => valueAt(given, path)))
    .filter(({ path }) => String(path[0]) in parametersSchema.shape)
    .map(({ path: [parameter, ...rest], what }) => ({
      line: lineOf(String(parameter)),
      path: [`parameter ${String(parameter)}`, ...rest],
      what,
    }))

/** What is wrong with a manifest, each at the line of the template that it was made from. */
export function manifestMistakes(manifest: unknown, source: YamlSource): Mistake[] {
  const mistakes: Mistake[] = []
  const report = (path: FieldPath, what: string): void => {
    mistakes.push({ line: source.lineOf(path), path, what })
  }
  const { error, data } = manifestSchema.safeParse(manifest)
  for (const issue of error?.issues ?? [])
    for (const { path, what } of wording(issue, manifestSchema, (at) => valueAt(manifest, at)))
      report(path, what)
  if (data) checkManifestRelations(data, report)
  return mistakes
}

const valueAt = (whole: unknown, path: FieldPath): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    whole,
  )
