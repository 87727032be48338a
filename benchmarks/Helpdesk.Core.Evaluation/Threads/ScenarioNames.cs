using System.Text.RegularExpressions;

namespace Helpdesk.Core.Evaluation.Threads;

/// <summary>What the steps of a scenario gave names to, and the texts that use them: <c>{r1.messageId}</c>, <c>{forge:r1.replyTo}</c>.</summary>
internal sealed partial class ScenarioNames
{
    private const string Forge = "forge:";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string this[string name]
    {
        set => _values[name] = value;
    }

    /// <summary>The text with the values, the innermost braces first. A name that nobody gave stays as it is written.</summary>
    public string Expand(string text)
    {
        var expanded = Braces().Replace(text, m => ValueOf(m.Groups["name"].Value) ?? m.Value);
        return expanded == text ? text : Expand(expanded);
    }

    private string? ValueOf(string name) => name.StartsWith(Forge, StringComparison.Ordinal)
        ? Forged(_values.GetValueOrDefault(name[Forge.Length..]) ?? name[Forge.Length..])
        : _values.GetValueOrDefault(name);

    // One character of the token is another one.
    private static string Forged(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal) - 10;
        return $"{value[..at]}{(value[at] == 'a' ? 'b' : 'a')}{value[(at + 1)..]}";
    }

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Braces();
}
