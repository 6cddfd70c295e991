module.exports = {
  semi: false,
  singleQuote: true,
  printWidth: 100,
  plugins: ['prettier-plugin-gherkin'],
  overrides: [{ files: '*.feature', options: { printWidth: 100 } }],
}
