namespace Helpdesk.Core.Runtime.Tests;

/// <summary>How a store of contents breaks its promises.</summary>
public enum Breach
{
    ForgetsToTouch,
    DeletesAnyway,
    CutsContents,
}
