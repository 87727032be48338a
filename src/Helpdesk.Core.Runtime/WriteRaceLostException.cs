namespace Helpdesk.Core.Runtime;

/// <summary>A change lost the race against other writers too often. Nothing was stored; it may be tried again.</summary>
public sealed class WriteRaceLostException(int attempts)
    : Exception($"The ticket was changed by others {attempts} times in between; nothing was stored.");
