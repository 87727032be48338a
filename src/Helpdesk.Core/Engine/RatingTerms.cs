using NodaTime;

namespace Helpdesk.Core.Engine;

/// <summary>How customers are asked to rate an answer.</summary>
/// <param name="Link">Where a click leads: the token is appended. An absolute address of http or https.</param>
/// <param name="Prompt">The line above the links.</param>
/// <param name="ValidFor">How long after the answer a click counts.</param>
public sealed record RatingTerms(string Link, string Prompt, Duration ValidFor);
