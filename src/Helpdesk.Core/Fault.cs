namespace Helpdesk.Core;

/// <summary>
/// Why the domain said no, or what is wrong with something that came from outside. A value, never an exception:
/// exceptions are for the caller's own mistakes and for a world that failed.
/// </summary>
/// <param name="Code">Stable and machine-readable, kebab-case: <c>not-permitted</c>, <c>unknown-field</c>.</param>
/// <param name="Sentence">One sentence for a person, in English.</param>
/// <param name="Place">
/// Where it was found: a JSON pointer into a configuration, the name of a header, a field; empty when there is none.
/// </param>
public sealed record Fault(string Code, string Sentence, string Place = "")
{
    /// <inheritdoc />
    public override string ToString() => Place.Length == 0 ? Sentence : $"{Place}: {Sentence}";
}
