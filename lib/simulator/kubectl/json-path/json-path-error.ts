/** A template that can't be read, or that doesn't fit what it is given: in the words of kubectl's JSONPath. */
export class JsonPathError extends Error {}
