import { type GherkinDocument } from '../reporting/envelope'

/** Every tag in a feature file: of the feature, its rules, scenarios and examples. */
export const carriedTags = ({ feature }: GherkinDocument): string[] => {
  if (!feature) return []
  const rules = feature.children.flatMap(({ rule }) => rule ?? [])
  const scenarios = [...feature.children, ...rules.flatMap(({ children }) => children)].flatMap(
    ({ scenario }) => scenario ?? [],
  )
  const examples = scenarios.flatMap((scenario) => scenario.examples)
  return [feature, ...rules, ...scenarios, ...examples].flatMap(({ tags }) =>
    tags.map(({ name }) => name),
  )
}
