namespace Helpdesk.Core.Tests.Rules.Import;

/// <summary>A row of a condition as a test writes it.</summary>
internal sealed record Row(string Field, string Operator, string Value);
