/** What `shopt` switches, in the order in which bash lists it; `+` is on in a script. */
const table = (
  'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs +checkwinsize +cmdhist compat31 compat32 compat40 ' +
  'compat41 compat42 compat43 compat44 +complete_fullquote direxpand dirspell dotglob execfail expand_aliases extdebug ' +
  'extglob +extquote failglob +force_fignore +globasciiranges +globskipdots globstar gnu_errfmt histappend histreedit ' +
  'histverify +hostcomplete huponexit inherit_errexit +interactive_comments lastpipe lithist localvar_inherit ' +
  'localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob ' +
  '+patsub_replacement +progcomp progcomp_alias +promptvars restricted_shell shift_verbose +sourcepath varredir_close ' +
  'xpg_echo'
).split(' ')

export const shoptNames: readonly string[] = table.map((name) => name.replace('+', ''))

/** Those that are on from the start. */
export const shoptDefaults: readonly string[] = table
  .filter((name) => name.startsWith('+'))
  .map((name) => name.slice(1))
