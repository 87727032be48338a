namespace Helpdesk.Core.Tests.Generators;

/// <summary>One step of a story of several tickets, as numbers, so that any part of a story is a story.</summary>
/// <param name="WaitHours">How long before it.</param>
/// <param name="Command">Which command.</param>
/// <param name="Ticket">Which ticket gets it.</param>
/// <param name="Other">Which other ticket it names.</param>
/// <param name="Pick">Which of several possibilities.</param>
/// <param name="Who">Who gives it.</param>
internal sealed record WorldStep(int WaitHours, string Command, int Ticket, int Other, int Pick, int Who);
