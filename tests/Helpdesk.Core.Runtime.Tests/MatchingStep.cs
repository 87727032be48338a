namespace Helpdesk.Core.Runtime.Tests;

/// <summary>One thing that happens in a story about finding tickets.</summary>
/// <param name="Who">Whose mail it is, where it is one.</param>
/// <param name="Act">What happens.</param>
/// <param name="Of">Which of the tickets or ids so far it is about, round and round.</param>
internal sealed record MatchingStep(string Who, MatchingAct Act, int Of);
