/*
 * SQL that builds JSON as text. For a page of two hundred entries it takes three quarters of the time of
 * `json_build_object` and `json_agg`, which build values before they write them. Each function takes SQL
 * expressions and returns one for the text of a JSON value, never NULL.
 */

export function object(fields: Record<string, string>): string {
  const members = Object.entries(fields).map(
    ([name, json], i) => `'${i === 0 ? '{' : ','}"${name}":' || ${json}`,
  );
  return `(${members.join(' || ')} || '}')`;
}

/** The rows of `from` as an ordered list of `json`. */
export function list(json: string, order: string, from: string): string {
  return `('[' || coalesce((select string_agg(${json}, ',' order by ${order}) ${from}), '') || ']')`;
}

/** The JSON if the condition holds, else null. */
export function when(condition: string, json: string): string {
  return `case when ${condition} then ${json} else 'null' end`;
}

/** Any text, or an array of texts. */
export function text(value: string): string {
  return `coalesce(to_json(${value})::text, 'null')`;
}

/** A constant name that needs no escaping and is not NULL. */
export function word(value: string): string {
  return `('"' || ${value} || '"')`;
}

/** A number or a boolean. */
export function plain(value: string): string {
  return `coalesce((${value})::text, 'null')`;
}

export function moment(value: string): string {
  return `coalesce('"' || ${iso(value)} || '"', 'null')`;
}

/** A timestamp in the server's format. */
export function iso(value: string): string {
  return `to_char(${value}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** A global id. Its source is ASCII without `?`, so the encoding contains neither `+` nor `/`. */
export function globalId(type: string, uuid: string): string {
  return `('"' || rtrim(encode(('${type}:' || ${uuid})::bytea, 'base64'), '=') || '"')`;
}
