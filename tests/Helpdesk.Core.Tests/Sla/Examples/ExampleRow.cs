namespace Helpdesk.Core.Tests.Sla.Examples;

/// <summary>One worked example, as it stands in the table.</summary>
/// <param name="Number">Its number, with a letter where one example has several rows.</param>
/// <param name="Hours">The name of the hours that count.</param>
/// <param name="Promise">What is promised.</param>
/// <param name="Story">What happens.</param>
/// <param name="Expected">What the clocks must show then.</param>
/// <param name="From">Where the example comes from, and where we differ.</param>
internal sealed record ExampleRow(string Number, string Hours, string Promise, string Story, string Expected, string From);
