namespace Helpdesk.Core.Engine.Simulation;

/// <summary>A field that ends up different.</summary>
/// <param name="Name">The name of the condition field.</param>
/// <param name="Before">What it holds under the first; empty when it is not set.</param>
/// <param name="After">What it holds under the second; empty when it is not set.</param>
public sealed record FieldDifference(string Name, string Before, string After);
