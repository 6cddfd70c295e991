/** Allure's templates load Google's tag manager, and no option turns that off. */
const analytics =
  /<script[^>]*src="https:\/\/www\.googletagmanager\.com[^>]*><\/script>\s*<script>[\s\S]*?<\/script>/g

/**
 * An Allure page that calls no analytics host.
 * @throws when it still would: Allure's template has changed, and the pattern here has to follow
 */
export const withoutAnalytics = (page: string): string => {
  const stripped = page.replace(analytics, '')
  if (/<script[^>]*src="https?:/.test(stripped)) {
    throw new Error(
      'The report loads a script from another host; see support/reporting/without-analytics.ts',
    )
  }
  return stripped
}
